package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Calibration of probabilities (reliability diagram): in each of ten bins of equal width the share
 * of positive examples, or of more classes the share of right predictions.
 */
final class Calibration {

  static final int BINS = 10;

  private static final String NONE = "–";

  private final long[] counts = new long[BINS];
  private final long[] positives = new long[BINS];
  private final double[] probabilitySums = new double[BINS];

  /** What is counted in each bin: positive, or right. */
  private final String counted;

  private Calibration(String counted) {
    this.counted = counted;
  }

  /** Assigns examples to bins; ignores NaN probabilities. */
  static Calibration of(Stream<ScoredReview> judged) {
    Calibration calibration = new Calibration("positive");
    judged.forEachOrdered(one -> calibration.take(one.probability(), one.label()));
    return calibration;
  }

  /** Assigns examples to bins by the probability of their predicted class; ignores NaN. */
  static Calibration ofPredicted(Stream<ClassifiedReview> judged) {
    Calibration calibration = new Calibration("right");
    judged.forEachOrdered(
        one -> calibration.take(one.probability(), one.verdict() == Verdict.RIGHT ? 1 : 0));
    return calibration;
  }

  private void take(float probability, int hit) {
    if (Float.isNaN(probability)) {
      return;
    }
    int bin = Math.max(0, Math.min(BINS - 1, (int) (probability * BINS)));
    counts[bin]++;
    positives[bin] += hit;
    probabilitySums[bin] += probability;
  }

  Figure.Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      boolean empty = counts[bin] == 0;
      rows.add(
          List.of(
              String.format(
                  Locale.ROOT, "%.1f to %.1f", bin / (double) BINS, (bin + 1) / (double) BINS),
              String.format(Locale.ROOT, "%,d", counts[bin]),
              empty ? NONE : String.format(Locale.ROOT, "%.3f", predicted(bin)),
              empty ? NONE : String.format(Locale.ROOT, "%.3f", observed(bin))));
    }
    return new Figure.Table(
        "Calibration by bin",
        "The numbers behind the calibration plot.",
        Figure.TableStyle.PLAIN,
        List.of("Probability", "Reviews", "Mean predicted", "Share " + counted),
        rows);
  }

  Figure.LinePlot plot() {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        x.add(predicted(bin));
        y.add(observed(bin));
      }
    }
    return new Figure.LinePlot(
        "Calibration",
        "On the diagonal, 80 % of the reviews with a predicted probability of 0.8 are "
            + counted
            + "; below it, predicted probabilities are too high.",
        "Mean predicted probability",
        "Share " + counted,
        List.of(
            new Figure.Line("network", x, y),
            new Figure.Line("perfect", List.of(0.0, 1.0), List.of(0.0, 1.0))));
  }

  private double predicted(int bin) {
    return probabilitySums[bin] / counts[bin];
  }

  private double observed(int bin) {
    return positives[bin] / (double) counts[bin];
  }
}
