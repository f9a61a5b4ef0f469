package io.sparkrnn.eval;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Scores.Score;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * Statistics of one score over trainings that differ only in their seed. In JSON it is an object
 * with the record's components.
 *
 * @param score name of the score, such as accuracy
 * @param seeds number of seeds, at least two
 * @param deviation sample standard deviation, with divisor n - 1
 */
public record SeedStatistics(
    String score, int seeds, double mean, double deviation, double min, double max) {

  /** Number of seeds below which the mean is a poor estimate, which {@link #text} notes. */
  public static final int ENOUGH = 5;

  public SeedStatistics {
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

  /** Returns the statistics of the score {@code name} from its values, one per seed. */
  public static SeedStatistics of(String name, Collection<Double> values) {
    DescriptiveStatistics all = new DescriptiveStatistics();
    values.forEach(all::addValue);
    return new SeedStatistics(
        name, values.size(), all.getMean(), all.getStandardDeviation(), all.getMin(), all.getMax());
  }

  /**
   * Returns the statistics of each score over trainings, in the order of the first one's scores;
   * those with a value that is not finite are left out.
   *
   * @param trainings scores of two trainings at least, which have the same names
   */
  public static List<SeedStatistics> ofEach(List<Scores> trainings) {
    List<SeedStatistics> statistics = new ArrayList<>();
    for (Score score : trainings.get(0).all()) {
      List<Double> values = trainings.stream().map(one -> one.value(score.name())).toList();
      if (values.stream().allMatch(Double::isFinite)) {
        statistics.add(of(score.name(), values));
      }
    }
    return statistics;
  }

  /**
   * Returns a text such as {@code 86.39 % ± 0.18 (86.10 to 86.61, n = 8)}: mean, standard
   * deviation, range and number of seeds, with a note if these are fewer than {@link #ENOUGH}.
   */
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
