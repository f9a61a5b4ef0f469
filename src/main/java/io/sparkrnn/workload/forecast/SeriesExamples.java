package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import scala.Tuple2;

/** Makes the windows of a series to examples, each with its place in the order of its split. */
record SeriesExamples(WindowTransform transform, int horizon, int season, int reach)
    implements Serializable {

  static SeriesExamples of(ForecastSettings settings, int columns) {
    return new SeriesExamples(
        WindowTransform.of(settings, columns),
        settings.horizon(),
        settings.season(),
        settings.reach());
  }

  /** Those whose target is in the training part. */
  Iterator<Tuple2<Long, Example>> training(Series series, Parts parts, List<ColumnScale> scales) {
    // A validation window too may see no later than the training part: the test is not looked at.
    return examples(series, parts, scales, reach, parts.windows(), parts.testStart());
  }

  /** Those whose target is in the test part; their inputs may reach back into the training part. */
  Iterator<Tuple2<Long, Example>> testing(Series series, Parts parts, List<ColumnScale> scales) {
    return examples(
        series, parts, scales, parts.firstTested(reach), parts.testWindows(reach), series.length());
  }

  private Iterator<Tuple2<Long, Example>> examples(
      Series series, Parts parts, List<ColumnScale> scales, int firstTarget, int count, int end) {
    double maseScale = maseScale(series, parts.testStart());
    // One by one: windows overlap, and together take many times the memory of the series.
    return IntStream.range(0, count)
        .mapToObj(
            window -> {
              int target = firstTarget + window;
              float[] numbers = numbers(series, target, scales);
              WindowTransform.Seen seen = transform.see(numbers);
              float[] labels = new float[transform.columns()];
              for (int column = 0; column < labels.length; column++) {
                labels[column] =
                    seen.label(
                        column, (float) scales.get(column).scaled(series.values()[target][column]));
              }
              Outlook outlook = outlook(series, parts, scales.get(0), maseScale, target, end);
              long key = TimeOrder.key(window, count, parts.series());
              return new Tuple2<>(key, new Example(key, numbers, outlook.behind(labels)));
            })
        .iterator();
  }

  /** The steps before a target, scaled. */
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

  private Outlook outlook(
      Series series, Parts parts, ColumnScale scale, double maseScale, int target, int end) {
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
    return new Outlook(
        scale,
        maseScale,
        parts.series(),
        target,
        (float) scale.scaled(series.value(target - 1)),
        truth,
        seasonal);
  }

  /** The in-sample mean absolute error of the seasonal naive forecast; NaN where there is none. */
  private double maseScale(Series series, int end) {
    double sum = 0;
    for (int step = season; step < end; step++) {
      sum += Math.abs(series.value(step) - series.value(step - season));
    }
    return end > season && sum > 0 ? sum / (end - season) : Double.NaN;
  }
}
