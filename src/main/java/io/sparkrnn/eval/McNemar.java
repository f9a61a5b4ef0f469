package io.sparkrnn.eval;

import org.apache.commons.math3.special.Beta;

/**
 * McNemar's exact test for two classifiers on the same examples. Under the null hypothesis that
 * both are equally accurate, each example that only one of them gets right is equally likely to be
 * either's.
 *
 * <p>Source: Q. McNemar, "Note on the sampling error of the difference between correlated
 * proportions or percentages", Psychometrika 12 (1947), in its exact form, conditional on the
 * examples that they disagree about.
 */
final class McNemar {

  private McNemar() {}

  /**
   * Returns the two-sided p-value; 1 if both counts are equal.
   *
   * @param onlyFirst number of examples that only the first gets right
   * @param onlySecond number of examples that only the second gets right
   */
  static double pValue(long onlyFirst, long onlySecond) {
    if (onlyFirst == onlySecond) {
      return 1;
    }
    long rarer = Math.min(onlyFirst, onlySecond);
    long commoner = Math.max(onlyFirst, onlySecond);
    // The lower tail of the binomial distribution with probability 1/2, as a regularized incomplete
    // beta function: it neither overflows nor cancels for large counts.
    return Math.min(1, 2 * Beta.regularizedBeta(0.5, commoner, rarer + 1.0));
  }
}
