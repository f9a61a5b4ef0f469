package io.sparkrnn.cli.shared;

import io.sparkrnn.config.LoggingSettings;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Sets log levels of this program and of its libraries; appenders stay as Spark set them. */
public final class LogLevels {

  private static final List<String> LIBRARIES =
      List.of(
          "org.apache", "org.sparkproject", "org.deeplearning4j", "org.nd4j", "org.eclipse.jetty");

  private LogLevels() {}

  public static void apply(LoggingSettings settings) {
    LIBRARIES.forEach(name -> Configurator.setLevel(name, level(settings.sparkLevel())));
    Configurator.setLevel("io.sparkrnn", level(settings.level()));
  }

  private static Level level(LoggingSettings.Level level) {
    return Level.valueOf(level.name());
  }
}
