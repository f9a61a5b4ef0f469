package io.sparkrnn.config;

import com.typesafe.config.ConfigValue;
import java.util.Optional;

/**
 * Type of a setting: parses, checks and renders its values.
 *
 * @param <T> Java type of the values
 */
interface SettingType<T> {

  /** Converts a value; empty if it is not valid. */
  Optional<T> read(ConfigValue value);

  /** Describes the valid values, to follow the word "expected" in a message. */
  String expected();

  /** Converts a value to what a file contains: text, a number, a Boolean or a list of these. */
  Object written(T value);

  /** Parses a value given as text outside a file. Never fails; {@link #read} detects errors. */
  default ConfigValue parse(String text, String origin) {
    return Hocon.quotedOrPlain(text, origin);
  }
}
