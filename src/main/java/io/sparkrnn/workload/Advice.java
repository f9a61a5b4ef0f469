package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

/**
 * Advice to change a setting that does not seem to fit the data.
 *
 * @param key key of the setting, or name of the option of {@code train}
 * @param message what was found and what to set, as sentences
 */
public record Advice(String key, String message) {

  public Advice {
    requireNonNull(key, "key is null");
    requireNonNull(message, "message is null");
  }
}
