package io.sparkrnn.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.sparkrnn.blas.CoreType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

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
  default Object written(T value) {
    return value;
  }

  /** Parses a value given as text outside a file. Never fails; {@link #read} detects errors. */
  default ConfigValue parse(String text, String origin) {
    return Hocon.quotedOrPlain(text, origin);
  }

  /** Whether a value is a section whose names are not declared. */
  default boolean isSection() {
    return false;
  }

  /** Returns a constant as it is written in files: in lower case with hyphens. */
  static String spelling(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Text that is not blank. */
  record Text() implements SettingType<String> {
    @Override
    public Optional<String> read(ConfigValue value) {
      return Hocon.text(value).filter(text -> !text.isBlank());
    }

    @Override
    public String expected() {
      return "text that is not blank";
    }
  }

  /**
   * Optional text; blank text means none.
   *
   * @param allowed accepts the valid texts that are not blank
   */
  record OptionalText(String expected, Predicate<String> allowed)
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

  /**
   * List of texts; duplicates are removed.
   *
   * @param least minimum number of texts
   */
  record Texts(int least) implements SettingType<List<String>> {
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
    public ConfigValue parse(String text, String origin) {
      return Hocon.list(text, origin);
    }
  }

  /** Single character; {@code \\t} is a tab, and empty text {@link CsvDialect#NONE}. */
  record SingleCharacter() implements SettingType<Character> {
    private static final String TAB = "\\t";

    @Override
    public Optional<Character> read(ConfigValue value) {
      return Hocon.text(value)
          .map(text -> text.equals(TAB) ? "\t" : text)
          .filter(text -> text.length() <= 1)
          .map(text -> text.isEmpty() ? CsvDialect.NONE : text.charAt(0));
    }

    @Override
    public String expected() {
      return "one character, \\t for a tab, or \"\"";
    }

    @Override
    public Object written(Character value) {
      return switch (value) {
        case CsvDialect.NONE -> "";
        case '\t' -> TAB;
        default -> value.toString();
      };
    }
  }

  /** Section of texts by names that are not declared; a name may contain dots. */
  record Options() implements SettingType<Map<String, String>> {
    private static final Pattern SECRET =
        Pattern.compile(
            "pass|pwd|secret|token|credential|private|access.?key", Pattern.CASE_INSENSITIVE);

    @Override
    public Optional<Map<String, String>> read(ConfigValue value) {
      if (!(value instanceof ConfigObject section)) {
        // Blank text hides the section of a layer below, with which another would be merged.
        return Hocon.text(value).filter(String::isBlank).map(none -> Map.of());
      }
      Map<String, String> options = new TreeMap<>();
      for (Map.Entry<String, ConfigValue> entry : section.toConfig().entrySet()) {
        Optional<String> text = Hocon.text(entry.getValue());
        if (text.isEmpty()) {
          return Optional.empty();
        }
        options.put(String.join(".", ConfigUtil.splitPath(entry.getKey())), text.get());
      }
      return Optional.of(options);
    }

    @Override
    public boolean isSection() {
      return true;
    }

    @Override
    public String expected() {
      return "a section of texts, such as { url = \"jdbc:...\" }";
    }

    /** {@inheritDoc} Values of names like {@code password} are asterisks. */
    @Override
    public Object written(Map<String, String> value) {
      Map<String, Object> shown = new TreeMap<>(value);
      shown.replaceAll((name, text) -> SECRET.matcher(name).find() ? "***" : text);
      return shown;
    }

    @Override
    public ConfigValue parse(String text, String origin) {
      return Hocon.section(text, origin);
    }
  }

  /** Enum constant, written in lower case with hyphens. */
  record Choice<E extends Enum<E>>(Class<E> type) implements SettingType<E> {
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
      return Arrays.stream(type.getEnumConstants()).map(SettingType::spelling).toList();
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
  }

  /** Name of an OpenBLAS core type, or {@code auto} for none. */
  record Core() implements SettingType<Optional<CoreType>> {
    private static final String AUTO = "auto";

    @Override
    public Optional<Optional<CoreType>> read(ConfigValue value) {
      return Hocon.text(value)
          .map(String::strip)
          .flatMap(
              text -> {
                Optional<CoreType> type = CoreType.named(text);
                return text.equals(AUTO) || type.isPresent() ? Optional.of(type) : Optional.empty();
              });
    }

    @Override
    public String expected() {
      return "auto, or a core type of OpenBLAS such as Haswell, Zen, SkylakeX or NeoverseN1";
    }

    @Override
    public Object written(Optional<CoreType> value) {
      return value.map(CoreType::label).orElse(AUTO);
    }
  }

  /** Value that is written as a number or a Boolean. */
  interface Scalar<T> extends SettingType<T> {
    @Override
    default ConfigValue parse(String text, String origin) {
      return Hocon.scalar(text, origin);
    }
  }

  /** True or false; as in HOCON, also yes, no, on or off. */
  record Flag() implements Scalar<Boolean> {
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
  }

  /**
   * Whole number from {@code min} to {@code max}, inclusive. The notation 5.0 is accepted, 5.5 is
   * not.
   */
  record Whole(long min, long max) implements Scalar<Long> {
    @Override
    public Optional<Long> read(ConfigValue value) {
      try {
        return Hocon.number(value)
            .map(BigDecimal::longValueExact)
            .filter(number -> number >= min && number <= max);
      } catch (ArithmeticException e) {
        return Optional.empty();
      }
    }

    @Override
    public String expected() {
      return "a whole number from %d to %d".formatted(min, max);
    }
  }

  /**
   * Finite number.
   *
   * @param allowed accepts the valid numbers
   */
  record Decimal(String expected, DoublePredicate allowed) implements Scalar<Double> {
    @Override
    public Optional<Double> read(ConfigValue value) {
      return Hocon.number(value)
          .map(BigDecimal::doubleValue)
          .filter(number -> Double.isFinite(number) && allowed.test(number));
    }
  }
}
