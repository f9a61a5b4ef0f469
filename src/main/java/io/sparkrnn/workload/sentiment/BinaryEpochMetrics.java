package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import java.util.List;

/**
 * Metrics of an epoch for a network with one sigmoid output: {@code loss} and {@code accuracy}.
 *
 * <p>The loss is the mean binary cross-entropy in nats, with probabilities clipped to [1e-7, 1 -
 * 1e-7] as Keras does. A probability above 0.5 counts as the label 1. Both scores are NaN before
 * the first example.
 */
public final class BinaryEpochMetrics implements Metrics {

  private static final long serialVersionUID = 1L;

  private long count;
  private long right;
  private double lossSum;

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
    count++;
    lossSum += BinaryOutputs.crossEntropy(label, probability);
    if (BinaryOutputs.isPositive(label) == BinaryOutputs.isPositive(probability)) {
      right++;
    }
  }

  @Override
  public void merge(Metrics other) {
    if (!(other instanceof BinaryEpochMetrics that)) {
      throw new IllegalArgumentException(
          "cannot merge %s into epoch metrics".formatted(other.getClass().getSimpleName()));
    }
    count += that.count;
    right += that.right;
    lossSum += that.lossSum;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public Scores scores() {
    return Scores.empty().with("loss", lossSum / count).with("accuracy", (double) right / count);
  }

  @Override
  public List<Figure> exhibits() {
    return List.of();
  }
}
