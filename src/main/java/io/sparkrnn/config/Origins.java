package io.sparkrnn.config;

import com.typesafe.config.ConfigOrigin;
import io.sparkrnn.error.Secrets;

/** How the places that settings come from are named. */
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

  /** Such as {@code conf/x.conf: 12}; all places, joined by a plus, of a value made of several. */
  static String shown(ConfigOrigin origin) {
    String merged = "merge of ";
    String description = origin.description();
    return Secrets.hidden(
        description.startsWith(merged)
            ? description.substring(merged.length()).replace(",", AND)
            : description);
  }

  /** As {@link #shown}, but of several places only the one that was looked at first. */
  static String first(ConfigOrigin origin) {
    String all = shown(origin);
    int and = all.indexOf(AND);
    return and < 0 ? all : all.substring(0, and);
  }

  /** The layer that a place belongs to: a higher one wins over a lower one. */
  static int layer(String place) {
    if (place.startsWith(ASSIGNMENT)) {
      return 3;
    }
    if (place.startsWith(PROPERTY)) {
      return 2;
    }
    return place.startsWith(ENVIRONMENT) ? 1 : 0;
  }
}
