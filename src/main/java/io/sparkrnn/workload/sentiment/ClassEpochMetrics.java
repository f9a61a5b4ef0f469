package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.MeanMetrics;

/**
 * Metrics of an epoch for a network with a softmax over classes: {@code loss} and {@code accuracy}.
 *
 * <p>The loss is the mean cross-entropy in nats, with probabilities clipped to [1e-7, 1 - 1e-7] as
 * Keras does; class weights do not count. The predicted class is the most probable one. Both scores
 * are NaN before the first example.
 */
public final class ClassEpochMetrics extends MeanMetrics {

  private static final long serialVersionUID = 1L;

  public ClassEpochMetrics() {
    super("loss", "accuracy");
  }

  /**
   * {@inheritDoc}
   *
   * @param target the index of the class, [1]; or the target of each output, [classes], which may
   *     be smoothed
   * @param output the probability of each class, [classes]
   */
  @Override
  public void add(long index, float[] target, float[] output) {
    int truth = ClassOutputs.truth(index, target, output);
    double loss;
    if (target.length == 1) {
      loss = ClassOutputs.crossEntropy(output[truth]);
    } else {
      loss = 0;
      for (int i = 0; i < output.length; i++) {
        loss += target[i] == 0 ? 0 : target[i] * ClassOutputs.crossEntropy(output[i]);
      }
    }
    addValues(loss, ClassOutputs.mostProbable(output) == truth ? 1 : 0);
  }
}
