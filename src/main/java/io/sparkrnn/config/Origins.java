package io.sparkrnn.config;

import com.typesafe.config.ConfigOrigin;
import io.sparkrnn.error.SecretRedaction;

/** Names of the places that settings come from: files and lines, variables, properties, options. */
final class Origins {

  static final String REFERENCE = "reference.conf";
  static final String ASSIGNMENT = "--set";
  private static final String ENVIRONMENT = "environment variable ";
  private static final String PROPERTY = "-D";
  private static final String AND = " + ";

  private Origins() {}

  static String environment(String variable) {
    return ENVIRONMENT + variable;
  }

  static String property(String name) {
    return PROPERTY + name;
  }

  /**
   * Returns an origin for display, such as {@code conf/x.conf: 12}. The origins of a value that was
   * concatenated from several are joined by a plus sign.
   */
  static String shown(ConfigOrigin origin) {
    String merged = "merge of ";
    String description = origin.description();
    return SecretRedaction.hidden(
        description.startsWith(merged)
            ? description.substring(merged.length()).replace(",", AND)
            : description);
  }

  /** Returns the first of the origins that {@link #shown} joins. */
  static String first(ConfigOrigin origin) {
    String all = shown(origin);
    int and = all.indexOf(AND);
    return and < 0 ? all : all.substring(0, and);
  }

  /** Returns the layer of an origin for display; higher layers override lower ones. */
  static int layer(String location) {
    if (location.startsWith(ASSIGNMENT)) {
      return 3;
    }
    if (location.startsWith(PROPERTY)) {
      return 2;
    }
    return location.startsWith(ENVIRONMENT) ? 1 : 0;
  }
}
