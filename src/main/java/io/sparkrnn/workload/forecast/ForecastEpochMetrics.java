package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.MeanMetrics;

/**
 * Metrics of an epoch, on the network's scale: {@code loss}, the mean squared error over all
 * columns, and {@code scaled_mae}, the mean absolute error of the value. Both are NaN before the
 * first example.
 */
final class ForecastEpochMetrics extends MeanMetrics {

  private static final long serialVersionUID = 1L;

  ForecastEpochMetrics() {
    super("loss", "scaled_mae");
  }

  /**
   * {@inheritDoc}
   *
   * @param target the labels, [columns]
   * @param output the network's outputs, [columns]
   */
  @Override
  public void add(long index, float[] target, float[] output) {
    if (output.length == 0 || target.length < output.length) {
      throw new IllegalArgumentException(
          "example %d has %d targets and %d outputs, expected at least as many targets as outputs"
              .formatted(index, target.length, output.length));
    }
    double sum = 0;
    for (int column = 0; column < output.length; column++) {
      double error = (double) output[column] - target[column];
      sum += error * error;
    }
    addValues(sum / output.length, Math.abs((double) output[0] - target[0]));
  }
}
