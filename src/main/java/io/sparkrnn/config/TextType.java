package io.sparkrnn.config;

import com.typesafe.config.ConfigValue;
import java.util.Optional;

/**
 * Type of a setting that takes text that is not blank.
 *
 * @param expected the valid texts, in words
 */
record TextType(String expected) implements SettingType<String> {

  @Override
  public Optional<String> read(ConfigValue value) {
    return Hocon.text(value).filter(text -> !text.isBlank());
  }

  @Override
  public Object written(String value) {
    return value;
  }
}
