package io.sparkrnn.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Optional;

/**
 * Type of a setting that takes a list of texts; duplicates are removed.
 *
 * @param least minimum number of texts
 */
record TextListType(int least) implements SettingType<List<String>> {

  @Override
  public Optional<List<String>> read(ConfigValue value) {
    if (value.valueType() != ConfigValueType.LIST) {
      return Optional.empty();
    }
    try {
      return Optional.of(value.atKey("value").getStringList("value"))
          .map(texts -> texts.stream().distinct().toList())
          .filter(texts -> texts.size() >= least);
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  @Override
  public String expected() {
    return least == 0
        ? "a list of texts, such as [\"a\", \"b\"], or []"
        : "a list of at least one text, such as [\"a\", \"b\"]";
  }

  @Override
  public Object written(List<String> value) {
    return value;
  }

  @Override
  public ConfigValue parse(String text, String origin) {
    return Hocon.list(text, origin);
  }
}
