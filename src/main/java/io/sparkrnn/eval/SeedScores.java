package io.sparkrnn.eval;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.workload.Scores.Score;
import java.util.Collection;
import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * One score over trainings that differ in their seed alone. As JSON it is an object of its
 * components.
 *
 * @param score its name, such as accuracy
 * @param seeds how many there are, at least two
 * @param deviation the sample standard deviation, over n - 1
 */
public record SeedScores(
    String score, int seeds, double mean, double deviation, double min, double max) {

  /** With fewer seeds than this, a mean says little of the next one. */
  public static final int ENOUGH = 5;

  public SeedScores {
    requireNonNull(score, "score is null");
    if (seeds < 2) {
      throw new IllegalArgumentException(
          "%s has %d values, expected at least 2 seeds".formatted(score, seeds));
    }
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException(
          "%s has the mean %s, expected a number for each seed".formatted(score, mean));
    }
  }

  /** What the values of the score {@code name}, one a seed, have in common. */
  public static SeedScores of(String name, Collection<Double> values) {
    DescriptiveStatistics all = new DescriptiveStatistics();
    values.forEach(all::addValue);
    return new SeedScores(
        name, values.size(), all.getMean(), all.getStandardDeviation(), all.getMin(), all.getMax());
  }

  /** For people: {@code 86.39 % ± 0.18 (86.10 to 86.61, n = 8)}; says if n is too small. */
  public String text() {
    boolean percent = Score.isAccuracy(score);
    String format =
        percent
            ? "%.2f %% ± %.2f (%.2f to %.2f, n = %d%s)"
            : "%.4f ± %.4f (%.4f to %.4f, n = %d%s)";
    double unit = percent ? 100 : 1;
    return String.format(
        Locale.ROOT,
        format,
        unit * mean,
        unit * deviation,
        unit * min,
        unit * max,
        seeds,
        seeds < ENOUGH ? ", fewer than " + ENOUGH : "");
  }
}
