package io.sparkrnn.workload.forecast;

import java.io.Serializable;

/**
 * Running mean, variance and range of numbers; merged by the formulas of Chan, Golub and LeVeque
 * ("Algorithms for computing the sample variance", 1983).
 *
 * @param squaredDeviations the sum of squared deviations from the mean
 */
record RunningStatistics(long count, double mean, double squaredDeviations, double min, double max)
    implements Serializable {

  static final RunningStatistics NONE =
      new RunningStatistics(0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  RunningStatistics plus(double number) {
    return plus(new RunningStatistics(1, number, 0, number, number));
  }

  RunningStatistics plus(RunningStatistics other) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    long all = count + other.count;
    double apart = other.mean - mean;
    return new RunningStatistics(
        all,
        mean + apart * other.count / all,
        squaredDeviations
            + other.squaredDeviations
            + apart * apart * count * ((double) other.count / all),
        Math.min(min, other.min),
        Math.max(max, other.max));
  }

  /** Returns the standard deviation of the numbers as the whole population. */
  double deviation() {
    return Math.sqrt(squaredDeviations / count);
  }
}
