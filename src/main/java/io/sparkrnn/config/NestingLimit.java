package io.sparkrnn.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Limits the nesting depth of sections and lists. The library parses a key of ten thousand names
 * without error, but messages about it would contain the full path of each of its sections.
 */
final class NestingLimit {

  /** Maximum depth; the existing settings are nested at most four deep. */
  private static final int MOST = 50;

  private NestingLimit() {}

  /** Returns whether values are nested too deeply; iterative, to avoid a stack overflow. */
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
