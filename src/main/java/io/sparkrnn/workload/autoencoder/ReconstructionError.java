package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.autoencoder.AutoencoderSettings.Loss;

/** How far an image is from another, as means over its pixels. */
final class ReconstructionError {

  /** Keras's epsilon: probabilities are kept this far from 0 and 1 before the logarithm. */
  private static final double EPSILON = 1e-7;

  /** An error below this is no longer told apart from none, lest the ratio be infinite. */
  private static final double LEAST_ERROR = 1e-10;

  private ReconstructionError() {}

  static double loss(Loss loss, float[] image, float[] other) {
    return switch (loss) {
      case BINARY_CROSS_ENTROPY -> crossEntropy(image, other);
      case MEAN_SQUARED_ERROR -> meanSquared(image, other);
    };
  }

  static double meanSquared(float[] image, float[] other) {
    requireSameLength(image, other);
    double sum = 0;
    for (int i = 0; i < image.length; i++) {
      double off = (double) image[i] - other[i];
      sum += off * off;
    }
    return sum / image.length;
  }

  /** Binary cross-entropy in nats, of {@code other} taken for probabilities. */
  static double crossEntropy(float[] image, float[] other) {
    requireSameLength(image, other);
    double sum = 0;
    for (int i = 0; i < image.length; i++) {
      double probability = Math.min(1 - EPSILON, Math.max(EPSILON, other[i]));
      double target = image[i];
      // Most pixels are black: half of the logarithms are of no account.
      if (target > 0) {
        sum -= target * Math.log(probability);
      }
      if (target < 1) {
        sum -= (1 - target) * Math.log(1 - probability);
      }
    }
    return sum / image.length;
  }

  /** Peak signal-to-noise ratio in decibels for pixels from 0 to 1; 100 where nothing is off. */
  static double peakSignalToNoise(double meanSquaredError) {
    return -10 * Math.log10(Math.max(LEAST_ERROR, meanSquaredError));
  }

  private static void requireSameLength(float[] image, float[] other) {
    if (image.length != other.length) {
      throw new IllegalArgumentException(
          "images of %d and of %d pixels".formatted(image.length, other.length));
    }
  }
}
