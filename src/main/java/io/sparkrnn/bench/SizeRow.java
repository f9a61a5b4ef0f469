package io.sparkrnn.bench;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One stage at one size of the data.
 *
 * @param size training reviews, and as many for the test
 * @param examples that the stage took
 * @param rates of them a second, each time it was measured
 * @param memory while it was measured; told of a whole training at its stage {@code TRAIN}, and of
 *     none of its other stages
 */
public record SizeRow(Stage stage, long size, long examples, Rates rates, Optional<Memory> memory) {

  public SizeRow {
    requireNonNull(stage, "stage is null");
    requireNonNull(rates, "rates is null");
    requireNonNull(memory, "memory is null");
  }

  /** What the stage takes, by the median. */
  double seconds() {
    return examples / rates.median();
  }

  /** How its rate compares with that of another size. */
  double ratio(SizeRow other) {
    return rates.median() / other.rates.median();
  }

  /**
   * Examples a second of those that this size has more than a smaller one: what both need once,
   * such as the start of Spark's jobs, is not in it.
   */
  double furtherRate(SizeRow smaller) {
    return (examples - smaller.examples) / (seconds() - smaller.seconds());
  }
}
