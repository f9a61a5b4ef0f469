package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.forecast.ForecastSettings.Scaling;
import io.sparkrnn.workload.forecast.ForecastSettings.Scope;
import java.io.Serializable;

/**
 * What the network sees of a window of a series: its differences, if those are wanted, brought to
 * the scale of the window itself, if that is wanted.
 */
record WindowTransform(int window, int columns, int difference, Scaling scaling, boolean own)
    implements Serializable {

  /** A window that hardly moves, by the series' own scale, is not blown up to one that does. */
  private static final double SMALLEST = 1e-3;

  static WindowTransform of(ForecastSettings settings, int columns) {
    return new WindowTransform(
        settings.window(),
        columns,
        settings.difference(),
        settings.scaling(),
        settings.scope() == Scope.WINDOW && settings.scaling() != Scaling.NONE);
  }

  /** Numbers that an example holds. */
  int length() {
    return (window + difference) * columns;
  }

  /**
   * A window as the network sees it.
   *
   * @param inputs [columns][window]
   * @param scales of each column, which the next step has too
   * @param base of each column, which the next step's difference starts from; 0 without differences
   */
  record Seen(float[][] inputs, ColumnScale[] scales, float[] base) {

    /** The next step's number as the network should put it out. */
    float label(int column, float next) {
      return (float) scales[column].scaled((double) next - base[column]);
    }

    /** The next step's number that the network's output means. */
    float next(int column, float output) {
      return (float) (base[column] + scales[column].unscaled(output));
    }
  }

  /**
   * Looks at a window.
   *
   * @param numbers [window + difference][columns], step by step
   */
  Seen see(float[] numbers) {
    float[][] inputs = new float[columns][window];
    ColumnScale[] scales = new ColumnScale[columns];
    float[] base = new float[columns];
    for (int column = 0; column < columns; column++) {
      Moments moments = Moments.NONE;
      double[] seen = new double[window];
      for (int step = 0; step < window; step++) {
        double number = numbers[(step + difference) * columns + column];
        seen[step] = difference == 0 ? number : number - numbers[step * columns + column];
        moments = own ? moments.plus(seen[step]) : moments;
      }
      scales[column] = own ? ownScale(moments) : ColumnScale.NONE;
      for (int step = 0; step < window; step++) {
        inputs[column][step] = (float) scales[column].scaled(seen[step]);
      }
      base[column] = difference == 0 ? 0 : numbers[window * columns + column];
    }
    return new Seen(inputs, scales, base);
  }

  private ColumnScale ownScale(Moments moments) {
    ColumnScale exact = ColumnScale.of(scaling, moments);
    boolean still = moments.most() - moments.least() < SMALLEST;
    return still ? new ColumnScale(exact.shift(), SMALLEST) : exact;
  }

  /** The window one step on. */
  float[] shifted(float[] numbers, float[] next) {
    float[] moved = new float[numbers.length];
    System.arraycopy(numbers, columns, moved, 0, numbers.length - columns);
    System.arraycopy(next, 0, moved, numbers.length - columns, columns);
    return moved;
  }
}
