package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.Figure;
import java.util.List;

/**
 * Confusion matrix of a binary classifier. Scores are 0 where they are 0/0, except that accuracy is
 * NaN without examples.
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

  /** Returns the harmonic mean of precision and recall. */
  double f1() {
    return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  Figure.Table table() {
    return new Figure.Table(
        "Confusion matrix",
        "Rows are the true labels, columns the predicted ones at a threshold of 0.5.",
        Figure.TableStyle.MATRIX,
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
