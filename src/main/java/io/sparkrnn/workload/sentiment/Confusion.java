package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.Exhibit;
import java.util.List;

/**
 * How often each label was taken for each; 0/0 counts as 0, except that accuracy of none is NaN.
 */
record Confusion(long trueNegatives, long falsePositives, long falseNegatives, long truePositives) {

  double accuracy() {
    long all = trueNegatives + falsePositives + falseNegatives + truePositives;
    return (double) (trueNegatives + truePositives) / all;
  }

  double precision() {
    return share(truePositives, truePositives + falsePositives);
  }

  double recall() {
    return share(truePositives, truePositives + falseNegatives);
  }

  /** The harmonic mean of precision and recall. */
  double f1() {
    return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  Exhibit.Table table() {
    return new Exhibit.Table(
        "Confusion matrix",
        "Rows are the true labels, columns what the network said at a threshold of 0.5.",
        Exhibit.TableStyle.MATRIX,
        List.of("Truth", "Predicted negative", "Predicted positive"),
        List.of(
            row("Negative", trueNegatives, falsePositives),
            row("Positive", falseNegatives, truePositives)));
  }

  private static List<String> row(String name, long negative, long positive) {
    return List.of(name, Long.toString(negative), Long.toString(positive));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
