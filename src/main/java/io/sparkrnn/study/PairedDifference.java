package io.sparkrnn.study;

import java.util.List;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * Difference of a score between two candidates, seed by seed. Trainings with the same seed have the
 * same validation split, so that what makes it easy or hard is not in their difference.
 *
 * @param seeds number of seeds, at least two
 * @param mean mean difference
 * @param standardError standard error of the mean: the differences' sample standard deviation over
 *     the square root of their number
 */
public record PairedDifference(int seeds, double mean, double standardError) {

  /** Returns the statistics of differences, one for each seed, of which there are two at least. */
  static PairedDifference of(List<Double> differences) {
    if (differences.size() < 2) {
      throw new IllegalArgumentException(
          "there are %d differences, expected two at least".formatted(differences.size()));
    }
    DescriptiveStatistics all = new DescriptiveStatistics();
    differences.forEach(all::addValue);
    return new PairedDifference(
        differences.size(),
        all.getMean(),
        all.getStandardDeviation() / Math.sqrt(differences.size()));
  }
}
