package io.sparkrnn.workload;

/** Metrics that are means over the examples, all NaN before the first one. */
public abstract class MeanMetrics implements Metrics {

  private static final long serialVersionUID = 1L;

  /** An array, since Kryo cannot restore immutable lists. */
  private final String[] names;

  private final double[] sums;
  private long count;

  /** Creates metrics without examples, with the names of their scores. */
  protected MeanMetrics(String... names) {
    this.names = names;
    this.sums = new double[names.length];
  }

  /** Adds the values of an example, one for each name. */
  protected final void addValues(double... values) {
    count++;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  @Override
  public final void merge(Metrics other) {
    if (other.getClass() != getClass()) {
      throw new IllegalArgumentException(
          "cannot merge %s into %s"
              .formatted(other.getClass().getSimpleName(), getClass().getSimpleName()));
    }
    MeanMetrics that = (MeanMetrics) other;
    count += that.count;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += that.sums[i];
    }
  }

  @Override
  public final long count() {
    return count;
  }

  @Override
  public final Scores scores() {
    Scores scores = Scores.empty();
    for (int i = 0; i < sums.length; i++) {
      scores = scores.with(names[i], sums[i] / count);
    }
    return scores;
  }
}
