package io.sparkrnn.nn;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that falls in a straight line from its start to zero.
 *
 * <p>DL4J's {@code PolySchedule} is documented to do so, but rises: it computes {@code (1 +
 * iteration / maxIterations) ^ power}.
 */
public final class LinearDecay implements ISchedule {

  private static final long serialVersionUID = 1L;

  private final double start;
  private final int iterations;

  /**
   * A schedule.
   *
   * @param start the rate of iteration 0
   * @param iterations the iteration at which, and after which, the rate is zero
   */
  public LinearDecay(
      @JsonProperty("start") double start, @JsonProperty("iterations") int iterations) {
    this.start = start;
    this.iterations = iterations;
  }

  @JsonProperty("start")
  public double start() {
    return start;
  }

  @JsonProperty("iterations")
  public int iterations() {
    return iterations;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return start * Math.max(0, 1 - (double) iteration / iterations);
  }

  @Override
  public ISchedule clone() {
    return new LinearDecay(start, iterations);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearDecay that
        && that.start == start
        && that.iterations == iterations;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(start) * 31 + iterations;
  }
}
