package io.sparkrnn.workload.sentiment;

/** Functions of one example's class and probabilities that the metrics of classes share. */
final class ClassOutputs {

  /** Keras's epsilon: probabilities are kept this far from 0 and 1 before the logarithm. */
  private static final double EPSILON = 1e-7;

  private ClassOutputs() {}

  /**
   * Returns the index of an example's class.
   *
   * @param target the index, [1], or the target of each output
   */
  static int truth(long index, float[] target, float[] output) {
    int truth = target.length == 1 ? (int) target[0] : mostProbable(target);
    if ((target.length != 1 && target.length != output.length)
        || truth < 0
        || truth >= output.length) {
      throw new IllegalArgumentException(
          "example %d has %d targets, the first %s, and %d outputs, expected the index of a class or as many targets as outputs"
              .formatted(index, target.length, target[0], output.length));
    }
    return truth;
  }

  /** Returns the index of the largest value, the first of several. */
  static int mostProbable(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** Returns the cross-entropy in nats of a probability of the true class; NaN for NaN. */
  static double crossEntropy(double probability) {
    return -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, probability)));
  }
}
