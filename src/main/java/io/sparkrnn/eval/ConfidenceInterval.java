package io.sparkrnn.eval;

/** Closed range of numbers, such as a confidence interval. */
public record ConfidenceInterval(double low, double high) {

  /** 97.5 % quantile of the standard normal distribution. */
  private static final double Z = 1.959963984540054;

  /**
   * Returns the 95 % interval of the first classifier's accuracy minus the second's.
   *
   * <p>Source: R. G. Newcombe, "Improved confidence intervals for the difference between binomial
   * proportions based on paired data", Statistics in Medicine 17 (1998) 2635-2650, method 10:
   * Wilson's interval of each proportion, squared and added, with the continuity-corrected
   * correlation of the two. It stays within [-1, 1] and is valid for few examples as well as many.
   */
  static ConfidenceInterval newcombe(PairedCounts counts) {
    double n = counts.total();
    double first = counts.firstRight() / n;
    double second = counts.secondRight() / n;
    ConfidenceInterval wilsonFirst = wilson(first, n);
    ConfidenceInterval wilsonSecond = wilson(second, n);
    double correlation = correlation(counts);
    double difference = first - second;
    return new ConfidenceInterval(
        difference - distance(first - wilsonFirst.low(), wilsonSecond.high() - second, correlation),
        difference
            + distance(wilsonFirst.high() - first, second - wilsonSecond.low(), correlation));
  }

  private static double distance(double ofFirst, double ofSecond, double correlation) {
    return Math.sqrt(
        ofFirst * ofFirst - 2 * correlation * ofFirst * ofSecond + ofSecond * ofSecond);
  }

  /** E. B. Wilson's score interval of one proportion (JASA 22, 1927). */
  private static ConfidenceInterval wilson(double proportion, double n) {
    double middle = proportion + Z * Z / (2 * n);
    double reach = Z * Math.sqrt((proportion * (1 - proportion) + Z * Z / (4 * n)) / n);
    double scale = 1 + Z * Z / n;
    return new ConfidenceInterval((middle - reach) / scale, (middle + reach) / scale);
  }

  private static double correlation(PairedCounts counts) {
    double n = counts.total();
    double first = counts.firstRight();
    double second = counts.secondRight();
    double marginals = first * (n - first) * second * (n - second);
    if (marginals == 0) {
      return 0;
    }
    double surplus =
        (double) counts.bothRight() * counts.bothWrong()
            - (double) counts.onlyFirst() * counts.onlySecond();
    return (surplus > 0 ? Math.max(0, surplus - n / 2) : surplus) / Math.sqrt(marginals);
  }
}
