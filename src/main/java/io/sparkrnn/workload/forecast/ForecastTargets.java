package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleMetadata;
import java.util.Arrays;

/**
 * Data of an example for the metrics of a forecast: the values after the window and facts about the
 * series. Values are on the scale of the features, except for {@code maseScale}.
 *
 * @param scale scale of the value
 * @param maseScale mean absolute error, in the series' unit, of the seasonal naive forecast on the
 *     training split; NaN if there is none
 * @param series number of the series, from 0; stored as a float, exact up to 2^24
 * @param step index in the series of the first predicted step; exact up to 2^24
 * @param last the value of the step before
 * @param truth the true values, [horizon]; NaN after the end of the series
 * @param seasonal the seasonal naive forecasts, [horizon]; NaN if the series is too short
 */
record ForecastTargets(
    ColumnScale scale,
    double maseScale,
    int series,
    int step,
    float last,
    float[] truth,
    float[] seasonal)
    implements ExampleMetadata {

  private static final int FIXED = 6;

  /** Rounds to floats, so that the data are the same before and after the cache. */
  ForecastTargets {
    scale = new ColumnScale(rounded(scale.shift()), rounded(scale.scale()));
    maseScale = rounded(maseScale);
  }

  private static double rounded(double number) {
    return (float) number;
  }

  @Override
  public float[] encoded() {
    int steps = truth.length;
    float[] numbers = new float[FIXED + 2 * steps];
    numbers[0] = (float) scale.shift();
    numbers[1] = (float) scale.scale();
    numbers[2] = (float) maseScale;
    numbers[3] = series;
    numbers[4] = step;
    numbers[5] = last;
    System.arraycopy(truth, 0, numbers, FIXED, steps);
    System.arraycopy(seasonal, 0, numbers, FIXED + steps, steps);
    return numbers;
  }

  /**
   * Restores the data of an example.
   *
   * @throws IllegalArgumentException if the array has a length that {@link #encoded} never has
   */
  static ForecastTargets decoded(float[] numbers) {
    int rest = numbers.length - FIXED;
    if (rest < 2 || rest % 2 != 0) {
      throw new IllegalArgumentException(
          "the metadata of an example have %d numbers, expected an even number of at least %d"
              .formatted(numbers.length, FIXED + 2));
    }
    int steps = rest / 2;
    return new ForecastTargets(
        new ColumnScale(numbers[0], numbers[1]),
        numbers[2],
        (int) numbers[3],
        (int) numbers[4],
        numbers[5],
        Arrays.copyOfRange(numbers, FIXED, FIXED + steps),
        Arrays.copyOfRange(numbers, FIXED + steps, numbers.length));
  }

  /** Returns the forecast's data of an example. */
  static ForecastTargets of(Example example) {
    return (ForecastTargets)
        example
            .metadata()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "example %d has no metadata".formatted(example.index())));
  }
}
