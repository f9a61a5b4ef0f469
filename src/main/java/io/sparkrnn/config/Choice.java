package io.sparkrnn.config;

import com.typesafe.config.ConfigValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One of an enum's constants, written in lower case with hyphens. */
record Choice<E extends Enum<E>>(Class<E> type) implements Kind<E> {

  @Override
  public Optional<E> read(ConfigValue value) {
    return Hocon.text(value)
        .flatMap(
            text ->
                Arrays.stream(type.getEnumConstants())
                    .filter(constant -> spelling(constant).equals(text.strip()))
                    .findFirst());
  }

  /** The constants as they are written, in the order of their declaration. */
  List<String> spellings() {
    return Arrays.stream(type.getEnumConstants()).map(Choice::spelling).toList();
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

  private static String spelling(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
