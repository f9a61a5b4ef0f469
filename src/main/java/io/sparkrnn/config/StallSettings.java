package io.sparkrnn.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * Settings of the detection of stalled runs ({@code watch.*}).
 *
 * @param stallSeconds seconds without progress of Spark's jobs after which a run fails; 0: no limit
 */
public record StallSettings(int stallSeconds) implements Serializable {

  static StallSettings read(SettingsReader read) {
    return new StallSettings(read.count("watch.stall-timeout-seconds", 0, 1_000_000));
  }

  /** Returns {@code stallSeconds} as a duration. */
  public Duration stall() {
    return Duration.ofSeconds(stallSeconds);
  }
}
