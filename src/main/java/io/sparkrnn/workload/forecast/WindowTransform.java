package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.forecast.ForecastSettings.Scaling;
import io.sparkrnn.workload.forecast.ForecastSettings.Scope;
import io.sparkrnn.workload.forecast.ForecastSettings.Target;
import java.io.Serializable;

/**
 * Transform of a window to the network's input: optional differencing, then optional scaling by the
 * window's own statistics.
 *
 * @param window length of the network's input, in steps
 * @param columns numbers per step
 * @param difference lag of the differences; 0 for none
 * @param target output of the network
 * @param scaling range that inputs are scaled to
 * @param own whether each window is scaled by its own statistics
 */
record WindowTransform(
    int window, int columns, int difference, Target target, Scaling scaling, boolean own)
    implements Serializable {

  /** Lower bound of a window's own scale, so that noise in a constant window is not amplified. */
  private static final double SMALLEST = 1e-3;

  static WindowTransform of(ForecastSettings settings, int columns) {
    return new WindowTransform(
        settings.window(),
        columns,
        settings.difference(),
        settings.target(),
        settings.scaling(),
        settings.scope() == Scope.WINDOW && settings.scaling() != Scaling.NONE);
  }

  /** Returns the number of floats that an example holds. */
  int length() {
    return (window + difference) * columns;
  }

  /**
   * A transformed window.
   *
   * @param inputs the network's inputs, [columns][window]
   * @param scales scale of each column, which is also that of the outputs
   * @param base for each column the value that the next step's difference is added to; 0 without
   *     differences
   * @param origin for each column the input that the output is counted from; 0 if the output is the
   *     next input itself
   */
  record NetworkInput(float[][] inputs, ColumnScale[] scales, float[] base, float[] origin) {

    /** Converts the next step's number to the network's expected output. */
    float label(int column, float next) {
      return (float) (scales[column].scaled((double) next - base[column]) - origin[column]);
    }

    /** Converts the network's output to the next step's number. */
    float next(int column, float output) {
      return (float) (base[column] + scales[column].unscaled((double) output + origin[column]));
    }
  }

  /**
   * Transforms a window.
   *
   * @param numbers [window + difference][columns] in one array, step by step
   */
  NetworkInput apply(float[] numbers) {
    float[][] inputs = new float[columns][window];
    ColumnScale[] scales = new ColumnScale[columns];
    float[] base = new float[columns];
    float[] origin = new float[columns];
    for (int column = 0; column < columns; column++) {
      RunningStatistics moments = RunningStatistics.NONE;
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
      origin[column] = target == Target.CHANGE ? inputs[column][window - 1] : 0;
      base[column] = difference == 0 ? 0 : numbers[window * columns + column];
    }
    return new NetworkInput(inputs, scales, base, origin);
  }

  private ColumnScale ownScale(RunningStatistics moments) {
    ColumnScale exact = ColumnScale.of(scaling, moments);
    boolean still = moments.max() - moments.min() < SMALLEST;
    return still ? new ColumnScale(exact.shift(), SMALLEST) : exact;
  }

  /** Returns the window moved by one step, with {@code next} as its last step. */
  float[] shifted(float[] numbers, float[] next) {
    float[] moved = new float[numbers.length];
    System.arraycopy(numbers, columns, moved, 0, numbers.length - columns);
    System.arraycopy(next, 0, moved, numbers.length - columns, columns);
    return moved;
  }
}
