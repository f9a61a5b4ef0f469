package io.sparkrnn.workload.regression;

import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import java.util.List;

/** The mean squared error as {@code loss}. */
final class SquaredError implements Metrics {

  private static final long serialVersionUID = 1L;

  private long count;
  private double sum;

  @Override
  public void add(long index, float[] target, float[] output) {
    count++;
    sum += Math.pow(output[0] - target[0], 2);
  }

  @Override
  public void merge(Metrics other) {
    SquaredError that = (SquaredError) other;
    count += that.count;
    sum += that.sum;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public Scores scores() {
    return Scores.empty().with("loss", sum / count);
  }

  @Override
  public List<Figure> figures() {
    return List.of();
  }
}
