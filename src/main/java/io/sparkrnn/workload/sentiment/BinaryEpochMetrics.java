package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.Exhibit;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import java.util.List;

/**
 * Loss and accuracy of a network with one sigmoid output, in three numbers, for use inside the
 * epoch loop.
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
   * @param target of shape [1], 0 or 1, or one that smoothing moved towards 1/2: the loss is that
   *     of the moved target, and right is what is on the label's side of 1/2
   * @param output of shape [1], the probability of the label 1
   */
  @Override
  public void add(long index, float[] target, float[] output) {
    float label = BinaryPairs.single(index, "target", target);
    float probability = BinaryPairs.single(index, "output", output);
    count++;
    lossSum += BinaryPairs.crossEntropy(label, probability);
    if (BinaryPairs.isPositive(label) == BinaryPairs.isPositive(probability)) {
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
  public List<Exhibit> exhibits() {
    return List.of();
  }
}
