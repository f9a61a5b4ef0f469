package io.sparkrnn.config;

import com.typesafe.config.ConfigValue;
import java.util.Optional;
import java.util.function.Predicate;

/** Text that {@code allowed} accepts; blank text stands for none. */
record OptionalText(String expected, Predicate<String> allowed) implements Kind<Optional<String>> {

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
