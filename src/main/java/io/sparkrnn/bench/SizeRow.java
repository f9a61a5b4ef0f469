package io.sparkrnn.bench;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.bench.MemoryMonitor.MemoryUse;
import java.util.Optional;

/**
 * Measurements of one stage at one size of the data.
 *
 * @param stage the stage
 * @param size number of training reviews, and of test reviews
 * @param examples number of examples that the stage processed
 * @param rates examples per second of each measurement
 * @param memory peak memory use; that of the whole training is recorded at its stage {@code TRAIN},
 *     and its other stages have none
 */
public record SizeRow(
    JobStage stage, long size, long examples, Rates rates, Optional<MemoryUse> memory) {

  public SizeRow {
    requireNonNull(stage, "stage is null");
    requireNonNull(rates, "rates is null");
    requireNonNull(memory, "memory is null");
  }

  /** Returns the duration of the stage in seconds, by the median rate. */
  double seconds() {
    return examples / rates.median();
  }

  /** Returns the ratio of this median rate to that of another size. */
  double ratio(SizeRow other) {
    return rates.median() / other.rates.median();
  }

  /**
   * Returns the marginal rate relative to a smaller size: the additional examples per additional
   * second. Constant costs, such as the start of Spark jobs, cancel out.
   */
  double furtherRate(SizeRow smaller) {
    return (examples - smaller.examples) / (seconds() - smaller.seconds());
  }
}
