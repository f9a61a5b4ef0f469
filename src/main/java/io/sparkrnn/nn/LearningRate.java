package io.sparkrnn.nn;

import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that may rise in a straight line to its full value first, and may fall in a
 * straight line to zero over the whole training.
 *
 * <p>ND4J's own schedules do not serve in 1.0.0-M2: {@code PolySchedule} rises, to twice the rate,
 * where it is meant to fall ((1 + i / n) in its formula), and a network with a {@code RampSchedule}
 * can be written as JSON but not read back.
 */
public final class LearningRate implements ISchedule {

  private static final long serialVersionUID = 1L;

  private final double rate;
  private final int warmUpBatches;
  private final int zeroAtBatch;

  /**
   * A rate.
   *
   * @param warmUpBatches minibatches over which it rises; 0: none
   * @param zeroAtBatch the minibatch, counted from 0, at which it has fallen to zero; 0: it does
   *     not fall
   */
  LearningRate(
      @JsonProperty("rate") double rate,
      @JsonProperty("warmUpBatches") int warmUpBatches,
      @JsonProperty("zeroAtBatch") int zeroAtBatch) {
    this.rate = rate;
    this.warmUpBatches = warmUpBatches;
    this.zeroAtBatch = zeroAtBatch;
  }

  @Override
  public double valueAt(int batch, int epoch) {
    double fallen = zeroAtBatch == 0 ? 1 : Math.max(0, 1 - (double) batch / zeroAtBatch);
    double risen = batch >= warmUpBatches ? 1 : (batch + 1.0) / warmUpBatches;
    return rate * fallen * risen;
  }

  @JsonProperty("rate")
  double rate() {
    return rate;
  }

  @JsonProperty("warmUpBatches")
  int warmUpBatches() {
    return warmUpBatches;
  }

  @JsonProperty("zeroAtBatch")
  int zeroAtBatch() {
    return zeroAtBatch;
  }

  /** The same course, higher or lower. */
  public LearningRate times(double factor) {
    return new LearningRate(rate * factor, warmUpBatches, zeroAtBatch);
  }

  /** Itself: it never changes. */
  @Override
  public ISchedule clone() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LearningRate that
        && that.rate == rate
        && that.warmUpBatches == warmUpBatches
        && that.zeroAtBatch == zeroAtBatch;
  }

  @Override
  public int hashCode() {
    return Objects.hash(rate, warmUpBatches, zeroAtBatch);
  }

  @Override
  public String toString() {
    return "LearningRate(rate=%s, warmUpBatches=%d, zeroAtBatch=%d)"
        .formatted(rate, warmUpBatches, zeroAtBatch);
  }
}
