package io.sparkrnn.nn;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that rises to its peak in a straight line, then stays there or falls to zero in a
 * straight line.
 *
 * <p>DL4J has both parts, but its {@code PolySchedule} rises where its documentation says that it
 * falls, and a network with its {@code RampSchedule} can be saved and not loaded.
 */
public final class LearningRate implements ISchedule {

  private static final long serialVersionUID = 1L;

  private final double peak;
  private final int warmUp;
  private final int end;

  /**
   * A schedule.
   *
   * @param peak the rate that the decay starts from at iteration 0
   * @param warmUp iterations of which each raises the rate by an equal part; 0: none
   * @param end the iteration from which on the rate is zero; 0: it does not fall
   */
  public LearningRate(
      @JsonProperty("peak") double peak,
      @JsonProperty("warmUp") int warmUp,
      @JsonProperty("end") int end) {
    this.peak = peak;
    this.warmUp = warmUp;
    this.end = end;
  }

  @JsonProperty("peak")
  public double peak() {
    return peak;
  }

  @JsonProperty("warmUp")
  public int warmUp() {
    return warmUp;
  }

  @JsonProperty("end")
  public int end() {
    return end;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    double risen = warmUp == 0 ? 1 : Math.min(1, (iteration + 1.0) / warmUp);
    double left = end == 0 ? 1 : Math.max(0, 1 - (double) iteration / end);
    return peak * risen * left;
  }

  @Override
  public ISchedule clone() {
    return new LearningRate(peak, warmUp, end);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LearningRate that
        && that.peak == peak
        && that.warmUp == warmUp
        && that.end == end;
  }

  @Override
  public int hashCode() {
    return (Double.hashCode(peak) * 31 + warmUp) * 31 + end;
  }
}
