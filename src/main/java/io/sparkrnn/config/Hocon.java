package io.sparkrnn.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.sparkrnn.error.MessageText;
import io.sparkrnn.error.SecretRedaction;
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

/** Helper methods to read and render single values of the HOCON library. */
final class Hocon {

  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{[^}]*}");

  private static final int LONGEST_SHOWN = 200;

  private Hocon() {}

  /** Returns a text, or a number or Boolean as it was written; empty for all other types. */
  static Optional<String> text(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("value").getString("value"));
      case LIST, OBJECT, NULL -> Optional.empty();
    };
  }

  /** Returns a number, or text that can be parsed as one; empty for everything else. */
  static Optional<BigDecimal> number(ConfigValue value) {
    try {
      return text(value).map(text -> new BigDecimal(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Returns a value and its type, for messages. */
  static String describe(ConfigValue value) {
    ConfigValueType type = value.valueType();
    return switch (type) {
      case OBJECT -> "a section";
      case NULL -> "null";
      case NUMBER -> quoted(text(value).orElseThrow()) + " (number)";
      default ->
          quoted(SecretRedaction.hidden(concise(value)))
              + " ("
              + type.name().toLowerCase(Locale.ROOT)
              + ")";
    };
  }

  private static String quoted(String text) {
    return MessageText.shortened(text, LONGEST_SHOWN);
  }

  /** Renders a value on one line, as both HOCON and JSON. */
  static String concise(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise());
  }

  /** Returns the type of a value; empty if it depends on an unresolved substitution. */
  static Optional<ConfigValueType> type(ConfigValue value) {
    try {
      return Optional.of(value.valueType());
    } catch (ConfigException.NotResolved e) {
      return Optional.empty();
    }
  }

  /** Returns the unresolved substitutions in a value, such as <code>${HOME}</code>. */
  static Set<String> openSubstitutions(ConfigValue value) {
    try {
      value.unwrapped();
      return Set.of();
    } catch (ConfigException.NotResolved e) {
      return SUBSTITUTION
          .matcher(concise(value))
          .results()
          .map(MatchResult::group)
          .map(Hocon::quoted)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Parses text: removes double quotes around it; any other text is taken literally. */
  static ConfigValue quotedOrPlain(String text, String origin) {
    return text.startsWith("\"")
        ? parsed(text, origin, Set.of(ConfigValueType.STRING)).orElseGet(() -> plain(text, origin))
        : plain(text, origin);
  }

  /** Parses a number or Boolean; any other text is taken as in {@link #quotedOrPlain}. */
  static ConfigValue scalar(String text, String origin) {
    return parsed(text, origin, Set.of(ConfigValueType.NUMBER, ConfigValueType.BOOLEAN))
        .orElseGet(() -> quotedOrPlain(text, origin));
  }

  /** Parses a HOCON list, with or without brackets; if that fails, splits the text at commas. */
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

  /** Parses a HOCON section; any other text is taken literally. */
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
      // A parsed value's origin is a line of this internal text; replace it by the real origin.
      return wanted.contains(value.valueType())
          ? Optional.of(ConfigValueFactory.fromAnyRef(value.unwrapped(), origin))
          : Optional.empty();
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  /** Returns the fields of a section; empty if they depend on an unresolved substitution. */
  static Optional<Map<String, ConfigValue>> fields(ConfigObject section) {
    try {
      return Optional.of(Map.copyOf(section));
    } catch (ConfigException.NotResolved e) {
      return Optional.empty();
    }
  }
}
