package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import java.util.List;

/**
 * Metrics of an epoch: {@code loss} and {@code mse} (mean squared error), each the mean over pixels
 * and images. Both are NaN before the first image.
 */
final class ReconstructionEpochMetrics implements Metrics {

  private static final long serialVersionUID = 1L;

  private final AutoencoderSettings.Loss loss;
  private long count;
  private double lossSum;
  private double squaredSum;

  ReconstructionEpochMetrics(AutoencoderSettings.Loss loss) {
    this.loss = loss;
  }

  @Override
  public void add(long index, float[] target, float[] output) {
    count++;
    lossSum += ReconstructionError.loss(loss, target, output);
    squaredSum += ReconstructionError.meanSquared(target, output);
  }

  @Override
  public void merge(Metrics other) {
    if (!(other instanceof ReconstructionEpochMetrics that)) {
      throw new IllegalArgumentException(
          "cannot merge %s into epoch metrics".formatted(other.getClass().getSimpleName()));
    }
    count += that.count;
    lossSum += that.lossSum;
    squaredSum += that.squaredSum;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public Scores scores() {
    return Scores.empty().with("loss", lossSum / count).with("mse", squaredSum / count);
  }

  @Override
  public List<Figure> exhibits() {
    return List.of();
  }
}
