package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.MeanMetrics;

/**
 * Metrics of an epoch for a network with one sigmoid output: {@code loss} and {@code accuracy}.
 *
 * <p>The loss is the mean binary cross-entropy in nats, with probabilities clipped to [1e-7, 1 -
 * 1e-7] as Keras does. A probability above 0.5 counts as the label 1. Both scores are NaN before
 * the first example.
 */
public final class BinaryEpochMetrics extends MeanMetrics {

  private static final long serialVersionUID = 1L;

  public BinaryEpochMetrics() {
    super("loss", "accuracy");
  }

  /**
   * {@inheritDoc}
   *
   * @param target the label, [1]: 0 or 1, or a smoothed one; the loss uses the smoothed label, and
   *     accuracy the class on its side of 1/2
   * @param output the probability of the label 1, [1]
   */
  @Override
  public void add(long index, float[] target, float[] output) {
    float label = BinaryOutputs.single(index, "target", target);
    float probability = BinaryOutputs.single(index, "output", output);
    addValues(
        BinaryOutputs.crossEntropy(label, probability),
        BinaryOutputs.isPositive(label) == BinaryOutputs.isPositive(probability) ? 1 : 0);
  }
}
