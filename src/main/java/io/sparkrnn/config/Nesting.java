package io.sparkrnn.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * How deeply the sections and lists of a file lie in each other. A key of ten thousand names parses
 * well, and then each of its sections is told with the names of all those around it.
 */
final class Nesting {

  /** The settings that there are lie at most four deep. */
  private static final int MOST = 50;

  private Nesting() {}

  /** Whether anything lies deeper than any setting could; without recursion, which has its end. */
  static boolean isTooDeep(ConfigObject root) {
    Collection<ConfigValue> level = List.of(root);
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth > MOST) {
        return true;
      }
      Collection<ConfigValue> inner = new ArrayList<>();
      level.forEach(value -> inner.addAll(within(value)));
      level = inner;
    }
    return false;
  }

  private static Collection<ConfigValue> within(ConfigValue value) {
    if (value instanceof ConfigObject section) {
      return Hocon.fields(section).orElse(Map.of()).values();
    }
    return value instanceof ConfigList list ? list : List.of();
  }
}
