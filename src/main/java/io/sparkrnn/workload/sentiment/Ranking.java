package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.Exhibit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How well probabilities put the positive examples above the negative ones, whatever the threshold:
 * the ROC curve and the area under it.
 */
final class Ranking {

  /** More points than a plot a few hundred pixels wide can show. */
  private static final int MOST_POINTS = 500;

  private final float[] negatives;
  private final float[] positives;

  /** Takes the probabilities of each class, in any order; the arrays become this object's. */
  Ranking(float[] negatives, float[] positives) {
    this.negatives = negatives;
    this.positives = positives;
    Arrays.sort(negatives);
    Arrays.sort(positives);
  }

  /**
   * The chance that a positive example is ranked above a negative one, ties counted half: the
   * Mann-Whitney statistic over the number of pairs. NaN if a class is absent or a probability NaN.
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

  /** Sorting puts NaN last. */
  private static boolean defined(float[] sorted) {
    return sorted.length > 0 && !Float.isNaN(sorted[sorted.length - 1]);
  }

  Exhibit.LinePlot plot() {
    return new Exhibit.LinePlot(
        "ROC curve",
        String.format(
            Locale.ROOT,
            "Area under the curve %.4f: the chance that a positive review is ranked above a"
                + " negative one.",
            auc()),
        "False positive rate",
        "True positive rate",
        List.of(curve(), new Exhibit.Line("chance", List.of(0.0, 1.0), List.of(0.0, 1.0))));
  }

  /** From (0, 0) to (1, 1), one point a distinct probability, thinned evenly. */
  private Exhibit.Line curve() {
    int points = points();
    int shown = Math.min(points, MOST_POINTS);
    List<Double> x = new ArrayList<>(shown);
    List<Double> y = new ArrayList<>(shown);
    walk(
        (point, falsePositives, truePositives) -> {
          // Of so many points, every so many-th, the first and the last among them.
          if (point == (int) ((long) x.size() * (points - 1) / Math.max(1, shown - 1))) {
            x.add(falsePositives / (double) negatives.length);
            y.add(truePositives / (double) positives.length);
          }
        });
    return new Exhibit.Line("network", x, y);
  }

  /** What is told of each point of the curve: its number, and how many are above its threshold. */
  @FunctionalInterface
  private interface Step {
    void at(int point, int falsePositives, int truePositives);
  }

  /** Points of the whole curve. */
  private int points() {
    int[] count = {0};
    walk((point, falsePositives, truePositives) -> count[0]++);
    return count[0];
  }

  /** From the highest threshold to the lowest, beginning where none is positive. */
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
