package io.sparkrnn.eval;

import org.apache.commons.math3.special.Beta;

/**
 * McNemar's exact test: were two classifiers equally good, each example that one of them alone gets
 * right would be either's by the toss of a coin.
 *
 * <p>Source: Q. McNemar, "Note on the sampling error of the difference between correlated
 * proportions or percentages", Psychometrika 12 (1947), in its exact form, conditional on the
 * examples that they disagree about.
 */
final class McNemar {

  private McNemar() {}

  /**
   * The two-sided p-value; 1 if they never differ.
   *
   * @param onlyFirst examples that the first alone gets right
   * @param onlySecond examples that the second alone gets right
   */
  static double pValue(long onlyFirst, long onlySecond) {
    if (onlyFirst == onlySecond) {
      return 1;
    }
    long rarer = Math.min(onlyFirst, onlySecond);
    long commoner = Math.max(onlyFirst, onlySecond);
    // The lower tail of the binomial distribution of one half, as the incomplete beta function: it
    // neither overflows nor cancels, however many pairs there are.
    return Math.min(1, 2 * Beta.regularizedBeta(0.5, commoner, rarer + 1.0));
  }
}
