package io.sparkrnn.workload.sentiment;

import java.io.Serializable;

/**
 * Areas under the ROC curves of each class against the rest, from histograms of probabilities.
 *
 * <p>Examples are counted in bins of equal width of their log-odds, so memory does not depend on
 * their number, and sums do not depend on their order. Pairs of a positive and a negative example
 * in the same bin count half, as ties do; {@link #error} bounds what that may change.
 */
final class BinnedAuc implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Log-odds beyond this, of probabilities within 1e-7 of 0 or 1, are in the outermost bins. */
  private static final double LIMIT = 16;

  private static final int MOST_BINS = 512;
  private static final int LEAST_BINS = 32;

  /** Bins of all classes together that are not exceeded if {@link #LEAST_BINS} allows. */
  private static final int MOST_CELLS = 1 << 16;

  private final int classes;
  private final int bins;

  /** Number of examples of the class itself, at {@code class * bins + bin}. */
  private final int[] positives;

  /** Number of examples of other classes, at {@code class * bins + bin}. */
  private final int[] negatives;

  private boolean undefined;

  BinnedAuc(int classes) {
    this.classes = classes;
    bins = Math.max(LEAST_BINS, Math.min(MOST_BINS, MOST_CELLS / classes));
    positives = new int[classes * bins];
    negatives = new int[classes * bins];
  }

  /** Adds an example by its class and the probability of each class. */
  void add(int truth, float[] probabilities) {
    for (int of = 0; of < classes; of++) {
      undefined |= Float.isNaN(probabilities[of]);
      int cell = of * bins + bin(probabilities[of]);
      int[] counts = of == truth ? positives : negatives;
      counts[cell] = Math.incrementExact(counts[cell]);
    }
  }

  private int bin(double probability) {
    double logOdds = Math.log(probability / (1 - probability));
    return (int) Math.max(0, Math.min(bins - 1, (logOdds + LIMIT) / (2 * LIMIT) * bins));
  }

  void merge(BinnedAuc other) {
    for (int cell = 0; cell < positives.length; cell++) {
      positives[cell] = Math.addExact(positives[cell], other.positives[cell]);
      negatives[cell] = Math.addExact(negatives[cell], other.negatives[cell]);
    }
    undefined |= other.undefined;
  }

  /**
   * Returns the area of one class against the rest; NaN if there are no examples of it or of the
   * rest, or a probability was NaN.
   */
  double area(int of) {
    double won = 0;
    long below = 0;
    long all = 0;
    for (int cell = of * bins; cell < (of + 1) * bins; cell++) {
      won += positives[cell] * (below + 0.5 * negatives[cell]);
      below += negatives[cell];
      all += positives[cell];
    }
    return undefined ? Double.NaN : won / all / below;
  }

  /** Returns the most by which {@link #area} may differ from that of exact probabilities. */
  double error(int of) {
    double tied = 0;
    long negative = 0;
    long positive = 0;
    for (int cell = of * bins; cell < (of + 1) * bins; cell++) {
      tied += 0.5 * positives[cell] * negatives[cell];
      negative += negatives[cell];
      positive += positives[cell];
    }
    return tied / positive / negative;
  }

  /** Returns the mean area of the classes that have one; NaN if none has. */
  double macro() {
    double sum = 0;
    int count = 0;
    for (int of = 0; of < classes; of++) {
      double area = area(of);
      if (!Double.isNaN(area)) {
        sum += area;
        count++;
      }
    }
    return sum / count;
  }
}
