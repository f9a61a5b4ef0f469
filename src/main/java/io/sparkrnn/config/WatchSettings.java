package io.sparkrnn.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * What ends a run that does not get on ({@code watch.*}).
 *
 * @param stallSeconds how long Spark's jobs may make no progress; 0: for ever
 */
public record WatchSettings(int stallSeconds) implements Serializable {

  /** The same as a duration. */
  public Duration stall() {
    return Duration.ofSeconds(stallSeconds);
  }
}
