package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.data.image.ImageSize;

/**
 * The structural similarity of grayscale images with pixels in [0, 1] (SSIM; Wang, Bovik, Sheikh
 * and Simoncelli 2004): the mean over all positions at which a Gaussian window of 11 x 11 pixels,
 * standard deviation 1.5, lies within the image. It is 1 for equal images, and NaN for images that
 * are smaller than the window.
 */
record StructuralSimilarity(ImageSize size) {

  private static final int WINDOW = 11;
  private static final double DEVIATION = 1.5;

  /** Constants (K1 L)² and (K2 L)² with K1 = 0.01 and K2 = 0.03 as in the paper, and L = 1. */
  private static final double C1 = 0.01 * 0.01;

  private static final double C2 = 0.03 * 0.03;

  private static final double[] WEIGHTS = weights();

  private static double[] weights() {
    double[] weights = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      double from = i - WINDOW / 2;
      weights[i] = Math.exp(-from * from / (2 * DEVIATION * DEVIATION));
      sum += weights[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /** Returns the similarity of two images, [rows, columns] each. */
  double of(float[] image, float[] other) {
    double[] x = smoothed(image, image, Product.FIRST);
    double[] y = smoothed(other, other, Product.FIRST);
    double[] xx = smoothed(image, image, Product.BOTH);
    double[] yy = smoothed(other, other, Product.BOTH);
    double[] xy = smoothed(image, other, Product.BOTH);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double variances = xx[i] - x[i] * x[i] + yy[i] - y[i] * y[i];
      double covariance = xy[i] - x[i] * y[i];
      sum +=
          (2 * x[i] * y[i] + C1)
              * (2 * covariance + C2)
              / ((x[i] * x[i] + y[i] * y[i] + C1) * (variances + C2));
    }
    return sum / x.length;
  }

  /** Quantities averaged over the window: the first image, or the product of both. */
  private enum Product {
    FIRST,
    BOTH
  }

  /** Returns the window's mean at each position; the window is separable, so rows come first. */
  private double[] smoothed(float[] a, float[] b, Product product) {
    int across = Math.max(0, size.columns() - WINDOW + 1);
    int down = Math.max(0, size.rows() - WINDOW + 1);
    double[] rows = new double[size.rows() * across];
    for (int row = 0; row < size.rows(); row++) {
      for (int column = 0; column < across; column++) {
        double sum = 0;
        for (int k = 0; k < WINDOW; k++) {
          int i = row * size.columns() + column + k;
          sum += WEIGHTS[k] * (product == Product.BOTH ? (double) a[i] * b[i] : a[i]);
        }
        rows[row * across + column] = sum;
      }
    }
    double[] means = new double[down * across];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      for (int k = 0; k < WINDOW; k++) {
        sum += WEIGHTS[k] * rows[i + k * across];
      }
      means[i] = sum;
    }
    return means;
  }
}
