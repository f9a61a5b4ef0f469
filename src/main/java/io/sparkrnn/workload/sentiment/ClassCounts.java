package io.sparkrnn.workload.sentiment;

import java.util.stream.IntStream;

/**
 * Numbers of right and wrong predictions of each class, and the scores of classification reports.
 * Scores are 0 where they are 0/0. Means are those over the classes that examples have or that are
 * predicted, as in scikit-learn.
 *
 * @param right number of examples of each class that are predicted as it
 * @param support number of examples of each class
 * @param given number of predictions of each class
 */
record ClassCounts(long[] right, long[] support, long[] given) {

  static ClassCounts none(int classes) {
    return new ClassCounts(new long[classes], new long[classes], new long[classes]);
  }

  void add(int truth, int predicted) {
    support[truth]++;
    given[predicted]++;
    if (truth == predicted) {
      right[truth]++;
    }
  }

  /** Returns the share of right predictions; NaN without examples. */
  double accuracy() {
    return (double) sum(right) / sum(support);
  }

  double precision(int of) {
    return share(right[of], given[of]);
  }

  double recall(int of) {
    return share(right[of], support[of]);
  }

  /** Returns the harmonic mean of precision and recall. */
  double f1(int of) {
    return share(2 * right[of], support[of] + given[of]);
  }

  /** Returns the mean F1 of the classes; NaN without examples. */
  double macroF1() {
    return IntStream.range(0, support.length)
        .filter(of -> support[of] + given[of] > 0)
        .mapToDouble(this::f1)
        .average()
        .orElse(Double.NaN);
  }

  /** Returns the mean F1 of the classes, weighted by their examples; NaN without examples. */
  double weightedF1() {
    double sum = 0;
    for (int of = 0; of < support.length; of++) {
      sum += support[of] * f1(of);
    }
    return sum / sum(support);
  }

  private static long sum(long[] counts) {
    return IntStream.range(0, counts.length).mapToLong(of -> counts[of]).sum();
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
