package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

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
}
