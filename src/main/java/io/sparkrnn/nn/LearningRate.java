package io.sparkrnn.nn;

import io.sparkrnn.config.TrainingSettings.Schedule;
import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that may rise in a straight line to its full value first, and may fall to zero
 * over the whole training. It follows the examples that all replicas together have seen; DL4J asks
 * for it by the minibatches of one.
 *
 * <p>ND4J's own schedules do not serve in 1.0.0-M2: {@code PolySchedule} rises, to twice the rate,
 * where it is meant to fall ((1 + i / n) in its formula), and a network with a {@code RampSchedule}
 * can be written as JSON but not read back.
 */
public final class LearningRate implements ISchedule {

  private static final long serialVersionUID = 1L;

  private final double rate;
  private final Schedule schedule;
  private final long warmUpExamples;
  private final int batches;
  private final double examplesPerBatch;

  /**
   * A rate.
   *
   * @param warmUpExamples over which it rises; 0: none
   * @param batches as {@link Horizon#batches}; after them it has fallen to zero
   * @param examplesPerBatch as {@link Horizon#examplesPerBatch}
   */
  LearningRate(
      @JsonProperty("rate") double rate,
      @JsonProperty("schedule") Schedule schedule,
      @JsonProperty("warmUpExamples") long warmUpExamples,
      @JsonProperty("batches") int batches,
      @JsonProperty("examplesPerBatch") double examplesPerBatch) {
    this.rate = rate;
    this.schedule = schedule;
    this.warmUpExamples = warmUpExamples;
    this.batches = batches;
    this.examplesPerBatch = examplesPerBatch;
  }

  @Override
  public double valueAt(int batch, int epoch) {
    return rate * fallen(batch) * risen(batch);
  }

  private double fallen(int batch) {
    // The share of all examples that have been seen is that of the minibatches.
    double seen = Math.min(1, (double) batch / batches);
    return switch (schedule) {
      case CONSTANT -> 1;
      case LINEAR -> 1 - seen;
      case COSINE -> (1 + Math.cos(Math.PI * seen)) / 2;
    };
  }

  private double risen(int batch) {
    double seen = (batch + 1.0) * examplesPerBatch;
    return seen >= warmUpExamples ? 1 : seen / warmUpExamples;
  }

  @JsonProperty("rate")
  double rate() {
    return rate;
  }

  @JsonProperty("schedule")
  Schedule schedule() {
    return schedule;
  }

  @JsonProperty("warmUpExamples")
  long warmUpExamples() {
    return warmUpExamples;
  }

  @JsonProperty("batches")
  int batches() {
    return batches;
  }

  @JsonProperty("examplesPerBatch")
  double examplesPerBatch() {
    return examplesPerBatch;
  }

  /** The same course, higher or lower. */
  public LearningRate times(double factor) {
    return new LearningRate(rate * factor, schedule, warmUpExamples, batches, examplesPerBatch);
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
        && that.schedule == schedule
        && that.warmUpExamples == warmUpExamples
        && that.batches == batches
        && that.examplesPerBatch == examplesPerBatch;
  }

  @Override
  public int hashCode() {
    return Objects.hash(rate, schedule, warmUpExamples, batches, examplesPerBatch);
  }

  @Override
  public String toString() {
    return "LearningRate(rate=%s, schedule=%s, warmUpExamples=%d, batches=%d, examplesPerBatch=%s)"
        .formatted(rate, schedule, warmUpExamples, batches, examplesPerBatch);
  }
}
