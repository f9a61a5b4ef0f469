package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import scala.Tuple2;

/**
 * Converts the windows of a series to examples, each with a key that orders it within its split.
 *
 * @param transform converts windows to the network's inputs
 * @param horizon number of steps ahead that the test evaluates
 * @param season length of a season, in steps
 * @param reach steps before the target that an example holds
 */
record SeriesExamples(WindowTransform transform, int horizon, int season, int reach)
    implements Serializable {

  static SeriesExamples of(ForecastSettings settings, int columns) {
    return new SeriesExamples(
        WindowTransform.of(settings, columns),
        settings.horizon(),
        settings.season(),
        settings.reach());
  }

  /** Returns the examples whose target is in the training or the validation split. */
  Iterator<Tuple2<Long, Example>> training(
      Series series, SeriesSplits parts, List<ColumnScale> scales) {
    // The true values end where the test split begins, so that validation does not use it.
    return examples(series, parts, scales, reach, parts.windows(), parts.testStart());
  }

  /** Returns the examples whose target is in the test split; their inputs may be earlier. */
  Iterator<Tuple2<Long, Example>> testing(
      Series series, SeriesSplits parts, List<ColumnScale> scales) {
    return examples(
        series, parts, scales, parts.firstTested(reach), parts.testWindows(reach), series.length());
  }

  private Iterator<Tuple2<Long, Example>> examples(
      Series series,
      SeriesSplits parts,
      List<ColumnScale> scales,
      int firstTarget,
      int count,
      int end) {
    double maseScale = maseScale(series, parts.testStart());
    // Lazily: windows overlap, and together need many times the memory of the series.
    return IntStream.range(0, count)
        .mapToObj(
            window -> {
              int target = firstTarget + window;
              float[] numbers = numbers(series, target, scales);
              WindowTransform.NetworkInput seen = transform.apply(numbers);
              float[] labels = new float[transform.columns()];
              for (int column = 0; column < labels.length; column++) {
                labels[column] =
                    seen.label(
                        column, (float) scales.get(column).scaled(series.values()[target][column]));
              }
              ForecastTargets outlook =
                  outlook(series, parts, scales.get(0), maseScale, target, end);
              long key = WindowOrder.key(window, count, parts.series());
              return new Tuple2<>(key, new Example(key, numbers, labels, Optional.of(outlook)));
            })
        .iterator();
  }

  /** Returns the steps before a target, scaled, [reach][columns] in one array. */
  float[] numbers(Series series, int target, List<ColumnScale> scales) {
    int columns = transform.columns();
    float[] numbers = new float[reach * columns];
    for (int step = 0; step < reach; step++) {
      for (int column = 0; column < columns; column++) {
        numbers[step * columns + column] =
            (float) scales.get(column).scaled(series.values()[target - reach + step][column]);
      }
    }
    return numbers;
  }

  private ForecastTargets outlook(
      Series series, SeriesSplits parts, ColumnScale scale, double maseScale, int target, int end) {
    float[] truth = new float[horizon];
    float[] seasonal = new float[horizon];
    Arrays.fill(truth, Float.NaN);
    Arrays.fill(seasonal, Float.NaN);
    for (int ahead = 0; ahead < horizon; ahead++) {
      if (target + ahead < end) {
        truth[ahead] = (float) scale.scaled(series.value(target + ahead));
      }
      int same = target + ahead % season - season;
      if (same >= 0) {
        seasonal[ahead] = (float) scale.scaled(series.value(same));
      }
    }
    return new ForecastTargets(
        scale,
        maseScale,
        parts.series(),
        target,
        (float) scale.scaled(series.value(target - 1)),
        truth,
        seasonal);
  }

  /**
   * Returns the in-sample mean absolute error of the seasonal naive forecast; NaN if it is 0 or if
   * the series is shorter than a season.
   */
  private double maseScale(Series series, int end) {
    double sum = 0;
    for (int step = season; step < end; step++) {
      sum += Math.abs(series.value(step) - series.value(step - season));
    }
    return end > season && sum > 0 ? sum / (end - season) : Double.NaN;
  }
}
