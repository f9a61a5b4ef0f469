package io.sparkrnn.cli.shared;

import io.sparkrnn.config.LoggingSettings;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.CompositeFilter;

/** Sets log levels of this program and of its libraries; appenders stay as Spark set them. */
public final class LogLevels {

  /** Parent of Spark's loggers that {@link #apply} sets the level of. */
  private static final String SPARK = "org.apache";

  private static final List<String> LIBRARIES =
      List.of(SPARK, "org.sparkproject", "org.deeplearning4j", "org.nd4j", "org.eclipse.jetty");

  /** Loggers that print statistics as warnings. */
  private static final List<String> CHATTY =
      List.of(
          "org.apache.hadoop.fs.s3a.S3AInstrumentation",
          "org.apache.hadoop.metrics2.impl.MetricsConfig");

  private LogLevels() {}

  /** Applies the settings. Failures of tasks that are explained are left to debug levels. */
  public static void apply(LoggingSettings settings) {
    Level spark = level(settings.sparkLevel());
    LIBRARIES.forEach(name -> Configurator.setLevel(name, spark));
    CHATTY.forEach(
        name -> Configurator.setLevel(name, spark.equals(Level.WARN) ? Level.ERROR : spark));
    Configurator.setLevel("io.sparkrnn", level(settings.level()));
    filterTaskFailures(spark.isMoreSpecificThan(Level.INFO));
  }

  private static void filterTaskFailures(boolean filtered) {
    LoggerContext context = LoggerContext.getContext(false);
    LoggerConfig spark = context.getConfiguration().getLoggerConfig(SPARK);
    for (Filter filter :
        spark.getFilter() instanceof CompositeFilter all
            ? all.getFiltersArray()
            : new Filter[] {spark.getFilter()}) {
      if (filter instanceof TaskFailureFilter) {
        spark.removeFilter(filter);
      }
    }
    if (filtered) {
      spark.addFilter(new TaskFailureFilter());
    }
    context.updateLoggers();
  }

  private static Level level(LoggingSettings.Level level) {
    return Level.valueOf(level.name());
  }
}
