package io.sparkrnn.workload.sentiment;

/**
 * The account of one example as a pair of label and probability, and what both metrics make of it.
 */
final class BinaryPairs {

  /** Keras's epsilon: probabilities are kept this far from 0 and 1 before the logarithm. */
  private static final double EPSILON = 1e-7;

  private BinaryPairs() {}

  /** The one value of a target or an output, which has the shape [1]. */
  static float single(long index, String what, float[] values) {
    if (values.length != 1) {
      throw new IllegalArgumentException(
          "%s of example %d has %d values, expected 1".formatted(what, index, values.length));
    }
    return values[0];
  }

  /** Whether a probability or a target stands for the label 1. */
  static boolean isPositive(float value) {
    return value > 0.5f;
  }

  /** Binary cross-entropy in nats; NaN for a NaN probability. */
  static double crossEntropy(double target, double probability) {
    double clipped = Math.min(1 - EPSILON, Math.max(EPSILON, probability));
    return -(target * Math.log(clipped) + (1 - target) * Math.log1p(-clipped));
  }
}
