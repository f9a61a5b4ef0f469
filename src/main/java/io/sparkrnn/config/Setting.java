package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.ConfigUtil;
import java.util.List;

/**
 * One key of the configuration.
 *
 * @param key its path, such as {@code data.validation.fraction}
 * @param kind what may stand there
 */
record Setting<T>(String key, Kind<T> kind) {

  Setting {
    requireNonNull(key, "key is null");
    requireNonNull(kind, "kind is null");
  }

  /** The names that lead to it, outermost first. */
  List<String> path() {
    return ConfigUtil.splitPath(key);
  }
}
