package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.Exhibit.Points;
import java.util.List;
import java.util.Locale;

/**
 * Vectors in two dimensions: as they are, or by their first two principal components.
 *
 * @param caption what the axes are, in a sentence
 * @param places [vectors][x, y]
 */
record LatentPlane(String caption, String xLabel, String yLabel, double[][] places) {

  static LatentPlane of(float[][] vectors) {
    int size = vectors.length == 0 ? 0 : vectors[0].length;
    double[][] places = new double[vectors.length][2];
    if (size <= 2) {
      for (int i = 0; i < vectors.length; i++) {
        for (int j = 0; j < size; j++) {
          places[i][j] = vectors[i][j];
        }
      }
      return new LatentPlane(
          "The axes are the numbers of the latent vector.", "Number 1", "Number 2", places);
    }
    double[] mean = mean(vectors, size);
    SymmetricEigen eigen = SymmetricEigen.of(covariance(vectors, mean), size);
    for (int i = 0; i < vectors.length; i++) {
      for (int axis = 0; axis < 2; axis++) {
        for (int j = 0; j < size; j++) {
          places[i][axis] += (vectors[i][j] - mean[j]) * eigen.vectors()[axis][j];
        }
      }
    }
    double all = 0;
    for (double value : eigen.values()) {
      all += value;
    }
    double kept = eigen.values()[0] + eigen.values()[1];
    return new LatentPlane(
        String.format(
            Locale.ROOT,
            "Of its %d dimensions, the two principal ones, which hold %.0f %% of the variance.",
            size,
            all > 0 ? 100 * kept / all : 0),
        "Principal component 1",
        "Principal component 2",
        places);
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

  /** Some of the vectors as points. */
  Points points(String name, List<Integer> which) {
    return new Points(
        name,
        which.stream().map(i -> places[i][0]).toList(),
        which.stream().map(i -> places[i][1]).toList());
  }
}
