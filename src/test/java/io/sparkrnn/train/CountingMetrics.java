package io.sparkrnn.train;

import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import java.util.List;

/** Metrics that only count. */
final class CountingMetrics implements Metrics {

  private static final long serialVersionUID = 1L;

  private long count;

  static CountingMetrics of(long... indices) {
    CountingMetrics metrics = new CountingMetrics();
    for (long index : indices) {
      metrics.add(index, new float[1], new float[1]);
    }
    return metrics;
  }

  @Override
  public void add(long index, float[] target, float[] output) {
    count++;
  }

  @Override
  public void merge(Metrics other) {
    count += other.count();
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public Scores scores() {
    return Scores.empty().with("count", (double) count);
  }

  @Override
  public List<Figure> figures() {
    return List.of();
  }
}
