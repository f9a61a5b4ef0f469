package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.MeanMetrics;

/**
 * Metrics of an epoch: {@code loss} and {@code mse} (mean squared error), each the mean over pixels
 * and images. Both are NaN before the first image.
 */
final class ReconstructionEpochMetrics extends MeanMetrics {

  private static final long serialVersionUID = 1L;

  private final AutoencoderSettings.Loss loss;

  ReconstructionEpochMetrics(AutoencoderSettings.Loss loss) {
    super("loss", "mse");
    this.loss = loss;
  }

  @Override
  public void add(long index, float[] target, float[] output) {
    addValues(
        ReconstructionError.loss(loss, target, output),
        ReconstructionError.meanSquared(target, output));
  }
}
