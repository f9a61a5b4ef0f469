package io.sparkrnn.workload.forecast;

import java.io.Serializable;

/**
 * What rides in an example's targets behind the labels, for the metrics: what comes after the
 * window and what is known of its series. On the scale of the features, but for {@code maseScale}.
 *
 * @param scale of the value
 * @param maseScale the mean absolute error, in the series' unit, of the seasonal naive forecast on
 *     the training part; NaN if there is none
 * @param series the number of the series, from 0; as {@code step} exact up to 2^24
 * @param step of the series that is predicted first
 * @param last the value before it
 * @param truth the values to predict; NaN where the series has ended
 * @param seasonal the seasonal naive forecasts of them; NaN where the series is too young
 */
record Outlook(
    ColumnScale scale,
    double maseScale,
    int series,
    int step,
    float last,
    float[] truth,
    float[] seasonal)
    implements Serializable {

  private static final int FIXED = 6;

  /** Targets of an example: its labels, then this. */
  float[] behind(float[] labels) {
    int steps = truth.length;
    float[] targets = new float[labels.length + FIXED + 2 * steps];
    System.arraycopy(labels, 0, targets, 0, labels.length);
    int at = labels.length;
    targets[at++] = (float) scale.shift();
    targets[at++] = (float) scale.scale();
    targets[at++] = (float) maseScale;
    targets[at++] = series;
    targets[at++] = step;
    targets[at++] = last;
    System.arraycopy(truth, 0, targets, at, steps);
    System.arraycopy(seasonal, 0, targets, at + steps, steps);
    return targets;
  }

  /**
   * Reads it back.
   *
   * @param labels how many stand before it
   * @throws IllegalArgumentException if the array is not that long
   */
  static Outlook in(float[] targets, int labels) {
    int rest = targets.length - labels - FIXED;
    if (rest < 2 || rest % 2 != 0) {
      throw new IllegalArgumentException(
          "%d targets hold no outlook behind %d labels".formatted(targets.length, labels));
    }
    int steps = rest / 2;
    float[] truth = new float[steps];
    float[] seasonal = new float[steps];
    int at = labels + FIXED;
    System.arraycopy(targets, at, truth, 0, steps);
    System.arraycopy(targets, at + steps, seasonal, 0, steps);
    return new Outlook(
        new ColumnScale(targets[labels], targets[labels + 1]),
        targets[labels + 2],
        (int) targets[labels + 3],
        (int) targets[labels + 4],
        targets[labels + 5],
        truth,
        seasonal);
  }
}
