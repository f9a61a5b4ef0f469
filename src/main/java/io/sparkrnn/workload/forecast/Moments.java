package io.sparkrnn.workload.forecast;

import java.io.Serializable;

/**
 * Count, mean, sum of squared deviations and range of numbers; joined by the formulas of Chan,
 * Golub and LeVeque ("Algorithms for computing the sample variance", 1983).
 */
record Moments(long count, double mean, double squares, double least, double most)
    implements Serializable {

  static final Moments NONE =
      new Moments(0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  Moments plus(double number) {
    return plus(new Moments(1, number, 0, number, number));
  }

  Moments plus(Moments other) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    long all = count + other.count;
    double apart = other.mean - mean;
    return new Moments(
        all,
        mean + apart * other.count / all,
        squares + other.squares + apart * apart * count * ((double) other.count / all),
        Math.min(least, other.least),
        Math.max(most, other.most));
  }

  /** The standard deviation, of the numbers as the whole population. */
  double deviation() {
    return Math.sqrt(squares / count);
  }
}
