package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import java.util.List;

/**
 * Metrics of an epoch, on the network's scale: {@code loss}, the mean squared error over all
 * columns, and {@code scaled_mae}, the mean absolute error of the value. Both are NaN before the
 * first example.
 */
final class ForecastEpochMetrics implements Metrics {

  private static final long serialVersionUID = 1L;

  private long count;
  private double squares;
  private double absolute;

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
    count++;
    squares += sum / output.length;
    absolute += Math.abs((double) output[0] - target[0]);
  }

  @Override
  public void merge(Metrics other) {
    if (!(other instanceof ForecastEpochMetrics that)) {
      throw new IllegalArgumentException(
          "cannot merge %s into epoch metrics".formatted(other.getClass().getSimpleName()));
    }
    count += that.count;
    squares += that.squares;
    absolute += that.absolute;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public Scores scores() {
    return Scores.empty().with("loss", squares / count).with("scaled_mae", absolute / count);
  }

  @Override
  public List<Figure> exhibits() {
    return List.of();
  }
}
