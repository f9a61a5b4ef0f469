package io.sparkrnn.config;

import com.typesafe.config.ConfigValue;
import java.util.Optional;

/** Text that is not blank. */
record Text(String expected) implements Kind<String> {

  @Override
  public Optional<String> read(ConfigValue value) {
    return Hocon.text(value).filter(text -> !text.isBlank());
  }

  @Override
  public Object written(String value) {
    return value;
  }
}
