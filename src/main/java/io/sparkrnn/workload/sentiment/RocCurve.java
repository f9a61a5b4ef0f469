package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The ROC curve of a binary classifier and the area under it. The arrays are not copied but sorted
 * in place.
 *
 * @param negatives predicted probabilities of the negative examples
 * @param positives predicted probabilities of the positive examples
 */
record RocCurve(float[] negatives, float[] positives) {

  /** Maximum number of plotted points; a plot a few hundred pixels wide cannot show more. */
  private static final int MOST_POINTS = 500;

  RocCurve {
    Arrays.sort(negatives);
    Arrays.sort(positives);
  }

  /**
   * Returns the area under the curve: the probability that a positive example is ranked above a
   * negative one, with ties counted half (the Mann-Whitney U statistic divided by the number of
   * pairs). NaN if a class is absent or a probability is NaN.
   */
  double auc() {
    if (!defined(negatives) || !defined(positives)) {
      return Double.NaN;
    }
    double won = 0;
    int below = 0;
    int notAbove = 0;
    for (float positive : positives) {
      while (below < negatives.length && negatives[below] < positive) {
        below++;
      }
      while (notAbove < negatives.length && negatives[notAbove] <= positive) {
        notAbove++;
      }
      won += 0.5 * (below + (double) notAbove);
    }
    return won / negatives.length / positives.length;
  }

  /** Whether there are probabilities and none is NaN; sorting puts NaN last. */
  private static boolean defined(float[] sorted) {
    return sorted.length > 0 && !Float.isNaN(sorted[sorted.length - 1]);
  }

  Figure.LinePlot plot() {
    return new Figure.LinePlot(
        "ROC curve",
        String.format(
            Locale.ROOT,
            "Area under the curve %.4f: the probability that a positive review is ranked above a"
                + " negative one.",
            auc()),
        "False positive rate",
        "True positive rate",
        List.of(curve(), new Figure.Line("chance", List.of(0.0, 1.0), List.of(0.0, 1.0))));
  }

  /**
   * Returns the curve from (0, 0) to (1, 1), with a point per distinct probability, thinned evenly
   * to {@link #MOST_POINTS}.
   */
  private Figure.Line curve() {
    int points = points();
    int shown = Math.min(points, MOST_POINTS);
    List<Double> x = new ArrayList<>(shown);
    List<Double> y = new ArrayList<>(shown);
    walk(
        (point, falsePositives, truePositives) -> {
          // Evenly spaced points, including the first and the last.
          if (point == (int) ((long) x.size() * (points - 1) / Math.max(1, shown - 1))) {
            x.add(falsePositives / (double) negatives.length);
            y.add(truePositives / (double) positives.length);
          }
        });
    return new Figure.Line("network", x, y);
  }

  /** Receives each point of the curve: its index and the counts at or above its threshold. */
  @FunctionalInterface
  private interface Step {
    void at(int point, int falsePositives, int truePositives);
  }

  /** Returns the number of points of the whole curve. */
  private int points() {
    int[] count = {0};
    walk((point, falsePositives, truePositives) -> count[0]++);
    return count[0];
  }

  /** Visits the points by descending threshold, from the one where no example is positive. */
  private void walk(Step step) {
    int point = 0;
    step.at(point, 0, 0);
    int n = negatives.length;
    int p = positives.length;
    while (n > 0 || p > 0) {
      float threshold =
          Math.max(
              n > 0 ? negatives[n - 1] : Float.NEGATIVE_INFINITY,
              p > 0 ? positives[p - 1] : Float.NEGATIVE_INFINITY);
      while (n > 0 && negatives[n - 1] >= threshold) {
        n--;
      }
      while (p > 0 && positives[p - 1] >= threshold) {
        p--;
      }
      point++;
      step.at(point, negatives.length - n, positives.length - p);
    }
  }
}
