package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.autoencoder.AutoencoderSettings.Loss;

/** Measures of the difference between two images, as means over their pixels. */
final class ReconstructionError {

  /** Keras's epsilon: probabilities are kept this far from 0 and 1 before the logarithm. */
  private static final double EPSILON = 1e-7;

  /** Lower bound of the error in the signal-to-noise ratio, which keeps the ratio finite. */
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

  /** Returns the binary cross-entropy in nats, with {@code other} as the probabilities. */
  static double crossEntropy(float[] image, float[] other) {
    requireSameLength(image, other);
    double sum = 0;
    for (int i = 0; i < image.length; i++) {
      double probability = Math.min(1 - EPSILON, Math.max(EPSILON, other[i]));
      double target = image[i];
      // Most pixels are black, so most terms have a factor of 0 and need no logarithm.
      if (target > 0) {
        sum -= target * Math.log(probability);
      }
      if (target < 1) {
        sum -= (1 - target) * Math.log(1 - probability);
      }
    }
    return sum / image.length;
  }

  /** Returns the peak signal-to-noise ratio in dB for pixels in [0, 1]; 100 for equal images. */
  static double peakSignalToNoise(double meanSquaredError) {
    return -10 * Math.log10(Math.max(LEAST_ERROR, meanSquaredError));
  }

  private static void requireSameLength(float[] image, float[] other) {
    if (image.length != other.length) {
      throw new IllegalArgumentException(
          "the images have different sizes: %d and %d pixels"
              .formatted(image.length, other.length));
    }
  }
}
