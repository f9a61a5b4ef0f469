package io.sparkrnn.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import java.util.Optional;

/** Type of a setting that takes true or false; as in HOCON, also yes, no, on or off. */
record BooleanType() implements SettingType<Boolean> {

  @Override
  public Optional<Boolean> read(ConfigValue value) {
    try {
      return Optional.of(value.atKey("value").getBoolean("value"));
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  @Override
  public String expected() {
    return "true or false";
  }

  @Override
  public Object written(Boolean value) {
    return value;
  }

  @Override
  public ConfigValue parse(String text, String origin) {
    return Hocon.scalar(text, origin);
  }
}
