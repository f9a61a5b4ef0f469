package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

/**
 * What is logged to standard error ({@code logging.*}).
 *
 * @param level of this job's own messages
 * @param sparkLevel of Spark's, Hadoop's and DL4J's messages
 */
public record LoggingSettings(Level level, Level sparkLevel) {

  /** Log levels. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    OFF
  }

  public LoggingSettings {
    requireNonNull(level, "level is null");
    requireNonNull(sparkLevel, "sparkLevel is null");
  }
}
