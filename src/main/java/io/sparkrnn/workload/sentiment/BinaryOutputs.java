package io.sparkrnn.workload.sentiment;

/** Functions of one example's label and probability that the binary metrics share. */
final class BinaryOutputs {

  /** Keras's epsilon: probabilities are kept this far from 0 and 1 before the logarithm. */
  private static final double EPSILON = 1e-7;

  private BinaryOutputs() {}

  /** Returns the only value of a target or an output, [1]. */
  static float single(long index, String what, float[] values) {
    if (values.length != 1) {
      throw new IllegalArgumentException(
          "%s of example %d has %d values, expected 1".formatted(what, index, values.length));
    }
    return values[0];
  }

  /** Whether a probability or a target means the label 1: above 0.5, as in Keras. */
  static boolean isPositive(float value) {
    return value > 0.5f;
  }

  /** Returns the binary cross-entropy in nats; NaN for a NaN probability. */
  static double crossEntropy(double target, double probability) {
    double clipped = Math.min(1 - EPSILON, Math.max(EPSILON, probability));
    return -(target * Math.log(clipped) + (1 - target) * Math.log1p(-clipped));
  }
}
