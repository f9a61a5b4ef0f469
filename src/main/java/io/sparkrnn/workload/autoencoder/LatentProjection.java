package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.Figure.Points;
import java.util.List;
import java.util.Locale;

/**
 * Latent vectors projected to two dimensions, by their first two principal components if they have
 * more.
 *
 * @param caption a sentence that explains the axes
 * @param coordinates [vectors][x, y]
 */
record LatentProjection(String caption, String xLabel, String yLabel, double[][] coordinates) {

  static LatentProjection of(float[][] vectors) {
    int size = vectors.length == 0 ? 0 : vectors[0].length;
    double[][] coordinates = new double[vectors.length][2];
    if (size <= 2) {
      for (int i = 0; i < vectors.length; i++) {
        for (int j = 0; j < size; j++) {
          coordinates[i][j] = vectors[i][j];
        }
      }
      return new LatentProjection(
          "The axes are the elements of the latent vector.", "Element 1", "Element 2", coordinates);
    }
    double[] mean = mean(vectors, size);
    SymmetricEigen eigen = SymmetricEigen.of(covariance(vectors, mean), size);
    for (int i = 0; i < vectors.length; i++) {
      for (int axis = 0; axis < 2; axis++) {
        for (int j = 0; j < size; j++) {
          coordinates[i][axis] += (vectors[i][j] - mean[j]) * eigen.vectors()[axis][j];
        }
      }
    }
    double all = 0;
    for (double value : eigen.values()) {
      all += value;
    }
    double kept = eigen.values()[0] + eigen.values()[1];
    return new LatentProjection(
        String.format(
            Locale.ROOT,
            "The axes are the first two principal components of the %d dimensions;"
                + " they explain %.0f %% of the variance.",
            size,
            all > 0 ? 100 * kept / all : 0),
        "Principal component 1",
        "Principal component 2",
        coordinates);
  }

  private static double[] mean(float[][] vectors, int size) {
    double[] mean = new double[size];
    for (float[] vector : vectors) {
      for (int j = 0; j < size; j++) {
        mean[j] += vector[j] / (double) vectors.length;
      }
    }
    return mean;
  }

  private static double[] covariance(float[][] vectors, double[] mean) {
    int size = mean.length;
    double[] covariance = new double[size * size];
    for (float[] vector : vectors) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          covariance[i * size + j] +=
              (vector[i] - mean[i]) * (vector[j] - mean[j]) / vectors.length;
        }
      }
    }
    return covariance;
  }

  /** Returns the vectors with the indices {@code which} as a group of points. */
  Points points(String name, List<Integer> which) {
    return new Points(
        name,
        which.stream().map(i -> coordinates[i][0]).toList(),
        which.stream().map(i -> coordinates[i][1]).toList());
  }
}
