package io.sparkrnn.config;

import com.typesafe.config.ConfigValue;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Type of a setting that takes an optional text; blank text means none.
 *
 * @param expected the valid texts, in words
 * @param allowed accepts the valid texts that are not blank
 */
record OptionalTextType(String expected, Predicate<String> allowed)
    implements SettingType<Optional<String>> {

  @Override
  public Optional<Optional<String>> read(ConfigValue value) {
    return Hocon.text(value)
        .map(text -> Optional.of(text).filter(some -> !some.isBlank()))
        .filter(text -> text.isEmpty() || allowed.test(text.get()));
  }

  @Override
  public Object written(Optional<String> value) {
    return value.orElse("");
  }
}
