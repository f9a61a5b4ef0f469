package io.sparkrnn.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.sparkrnn.error.Secrets;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the library does not say of single values in one call. */
final class Hocon {

  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{[^}]*}");

  private static final int LONGEST_SHOWN = 200;

  private Hocon() {}

  /** Text, or a number or Boolean as it was written; empty for everything else. */
  static Optional<String> text(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("value").getString("value"));
      case LIST, OBJECT, NULL -> Optional.empty();
    };
  }

  /** A number, or text that reads as one. */
  static Optional<BigDecimal> number(ConfigValue value) {
    try {
      return text(value).map(text -> new BigDecimal(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The value and its type, for messages. */
  static String describe(ConfigValue value) {
    ConfigValueType type = value.valueType();
    return switch (type) {
      case OBJECT -> "a section";
      case NULL -> "null";
      case NUMBER -> shortened(text(value).orElseThrow()) + " (number)";
      default ->
          shortened(Secrets.hidden(concise(value)))
              + " ("
              + type.name().toLowerCase(Locale.ROOT)
              + ")";
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  /** A value in one line that is both HOCON and JSON. */
  static String concise(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise());
  }

  /** The type of a value; empty while that hangs on a substitution. */
  static Optional<ConfigValueType> type(ConfigValue value) {
    try {
      return Optional.of(value.valueType());
    } catch (ConfigException.NotResolved e) {
      return Optional.empty();
    }
  }

  /** The substitutions, such as <code>${HOME}</code>, that a value or a part of it waits for. */
  static Set<String> openSubstitutions(ConfigValue value) {
    try {
      value.unwrapped();
      return Set.of();
    } catch (ConfigException.NotResolved e) {
      return SUBSTITUTION
          .matcher(concise(value))
          .results()
          .map(MatchResult::group)
          .map(Hocon::shortened)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Text between double quotes is unquoted; all other text is what it is. */
  static ConfigValue quotedOrPlain(String text, String origin) {
    return text.startsWith("\"")
        ? parsed(text, origin, Set.of(ConfigValueType.STRING)).orElseGet(() -> plain(text, origin))
        : plain(text, origin);
  }

  /** A number or Boolean where the text is one, else the text. */
  static ConfigValue scalar(String text, String origin) {
    return parsed(text, origin, Set.of(ConfigValueType.NUMBER, ConfigValueType.BOOLEAN))
        .orElseGet(() -> quotedOrPlain(text, origin));
  }

  /** A list in HOCON, with or without its brackets; where it is none, the text between commas. */
  static ConfigValue list(String text, String origin) {
    String trimmed = text.strip();
    String inner =
        trimmed.startsWith("[") && trimmed.endsWith("]")
            ? trimmed.substring(1, trimmed.length() - 1)
            : trimmed;
    return parsed("[" + inner + "]", origin, Set.of(ConfigValueType.LIST))
        .orElseGet(
            () ->
                ConfigValueFactory.fromIterable(
                    Arrays.stream(inner.split(",")).map(String::strip).toList(), origin));
  }

  /** A section in HOCON where the text is one, else the text. */
  static ConfigValue section(String text, String origin) {
    return parsed(text, origin, Set.of(ConfigValueType.OBJECT))
        .orElseGet(() -> plain(text, origin));
  }

  private static ConfigValue plain(String text, String origin) {
    return ConfigValueFactory.fromAnyRef(text, origin);
  }

  private static Optional<ConfigValue> parsed(
      String text, String origin, Set<ConfigValueType> wanted) {
    try {
      ConfigValue value = ConfigFactory.parseString("value = " + text).getValue("value");
      // Made anew, because a parsed value's origin counts lines of a text that no user sees.
      return wanted.contains(value.valueType())
          ? Optional.of(ConfigValueFactory.fromAnyRef(value.unwrapped(), origin))
          : Optional.empty();
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  /** The fields of a section; empty while they hang on a substitution. */
  static Optional<Map<String, ConfigValue>> fields(ConfigObject section) {
    try {
      return Optional.of(Map.copyOf(section));
    } catch (ConfigException.NotResolved e) {
      return Optional.empty();
    }
  }
}
