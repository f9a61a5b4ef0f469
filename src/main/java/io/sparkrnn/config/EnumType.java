package io.sparkrnn.config;

import com.typesafe.config.ConfigValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Type of a setting that takes an enum constant, written in lower case with hyphens. */
record EnumType<E extends Enum<E>>(Class<E> type) implements SettingType<E> {

  @Override
  public Optional<E> read(ConfigValue value) {
    return Hocon.text(value)
        .flatMap(
            text ->
                Arrays.stream(type.getEnumConstants())
                    .filter(constant -> spelling(constant).equals(text.strip()))
                    .findFirst());
  }

  /** Returns the constants as written in files, in the order of their declaration. */
  List<String> spellings() {
    return Arrays.stream(type.getEnumConstants()).map(EnumType::spelling).toList();
  }

  @Override
  public String expected() {
    List<String> all = spellings();
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }

  @Override
  public Object written(E value) {
    return spelling(value);
  }

  /** Returns a constant as it is written in files. */
  static String spelling(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
