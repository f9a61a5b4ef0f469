package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.ConfigUtil;
import java.util.List;

/**
 * One key of the configuration.
 *
 * @param key full path, such as {@code data.validation.fraction}
 * @param kind values that are allowed
 * @param <T> type that the job receives
 */
record Setting<T>(String key, SettingType<T> kind) {

  Setting {
    requireNonNull(key, "key is null");
    requireNonNull(kind, "kind is null");
  }

  /** Names that lead to it, outermost first. */
  List<String> path() {
    return ConfigUtil.splitPath(key);
  }

  @Override
  public String toString() {
    return key;
  }
}
