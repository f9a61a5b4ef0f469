package io.sparkrnn.scaling;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Time that equal tasks take together, relative to their mean: the slowest decides. Times are
 * lognormal, the usual model of task times in clusters, with mean 1.
 */
final class Stragglers {

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private Stragglers() {}

  /**
   * Returns the expected maximum of {@code tasks} lognormal times with mean 1.
   *
   * <p>The largest of n standard normals is expected at about the quantile (n - 0.375) / (n + 0.25)
   * (Blom, "Statistical estimates and transformed beta-variables", 1958), which grows like sqrt(2
   * ln n). A lognormal time is exp(s z - s^2 / 2) with s^2 = ln(1 + spread^2).
   *
   * @param tasks number of tasks; the formula interpolates between whole numbers
   * @param spread coefficient of variation of a task's time
   */
  static double expectedMaximum(double tasks, double spread) {
    if (tasks <= 1 || spread == 0) {
      return 1;
    }
    double sigma = sigma(spread);
    double z = NORMAL.inverseCumulativeProbability((tasks - 0.375) / (tasks + 0.25));
    return Math.max(1, Math.exp(sigma * z - sigma * sigma / 2));
  }

  /** Returns the standard deviation of the logarithm of a task's time. */
  static double sigma(double spread) {
    return Math.sqrt(Math.log1p(spread * spread));
  }
}
