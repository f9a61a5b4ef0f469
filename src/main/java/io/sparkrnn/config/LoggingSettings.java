package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

/**
 * Settings of the log, which is written to standard error ({@code logging.*}).
 *
 * @param level level of this job's own messages
 * @param sparkLevel level of the messages of Spark, Hadoop and DL4J
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

  static LoggingSettings read(SettingsReader read) {
    return new LoggingSettings(
        read.choice("logging.level", Level.class), read.choice("logging.spark-level", Level.class));
  }
}
