package io.sparkrnn.config;

import com.typesafe.config.ConfigValue;
import java.util.Optional;

/**
 * What may stand at a key.
 *
 * @param <T> what the job is given
 */
interface Kind<T> {

  /** The value, or empty where it is not allowed here. */
  Optional<T> read(ConfigValue value);

  /** What is allowed, to follow the word "expected". */
  String expected();

  /** The value as a file has it: text, a number, a Boolean or a list of these. */
  Object written(T value);

  /** A value given as text outside a file. Never fails: what is wrong is told by {@link #read}. */
  default ConfigValue parse(String text, String origin) {
    return Hocon.quotedOrPlain(text, origin);
  }
}
