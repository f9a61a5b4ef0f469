package io.sparkrnn.nn;

import io.sparkrnn.config.TrainingSettings.Schedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Learning-rate schedule with an optional linear warm-up and an optional decay to zero over the
 * whole training, linear or cosine. It depends on the number of examples seen by all replicas
 * together; DL4J queries it by the number of minibatches of one replica.
 *
 * <p>ND4J's own schedules are not usable in 1.0.0-M2: {@code PolySchedule} rises to twice the rate
 * instead of falling (its formula has (1 + i / n)), and a network with a {@code RampSchedule} can
 * be written as JSON but not read back.
 *
 * @param rate full learning rate
 * @param warmUpExamples number of examples over which the rate rises linearly; 0: no warm-up
 * @param batches {@link TrainingLength#batches}, after which a decaying rate is zero
 * @param examplesPerBatch {@link TrainingLength#examplesPerBatch}
 */
public record LearningRate(
    @JsonProperty("rate") double rate,
    @JsonProperty("schedule") Schedule schedule,
    @JsonProperty("warmUpExamples") long warmUpExamples,
    @JsonProperty("batches") int batches,
    @JsonProperty("examplesPerBatch") double examplesPerBatch)
    implements ISchedule {

  @Override
  public double valueAt(int batch, int epoch) {
    return rate * decay(batch) * warmUp(batch);
  }

  private double decay(int batch) {
    // The fraction of examples seen equals the fraction of minibatches seen.
    double seen = Math.min(1, (double) batch / batches);
    return switch (schedule) {
      case CONSTANT -> 1;
      case LINEAR -> 1 - seen;
      case COSINE -> (1 + Math.cos(Math.PI * seen)) / 2;
    };
  }

  private double warmUp(int batch) {
    double seen = (batch + 1.0) * examplesPerBatch;
    return seen >= warmUpExamples ? 1 : seen / warmUpExamples;
  }

  /** Returns the same schedule with its rate multiplied by {@code factor}. */
  public LearningRate times(double factor) {
    return new LearningRate(rate * factor, schedule, warmUpExamples, batches, examplesPerBatch);
  }

  /** Returns this schedule, since it is immutable. */
  @Override
  public ISchedule clone() {
    return this;
  }
}
