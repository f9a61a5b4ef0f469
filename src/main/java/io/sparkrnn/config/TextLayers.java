package io.sparkrnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.sparkrnn.error.SecretRedaction;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Layers whose values are given as single texts: environment, properties, assignments. */
record TextLayers(Schema schema, ShapeCheck shapes, Problems problems) {

  private static final String FORCE = "CONFIG_FORCE_";
  private static final Pattern UNDERSCORES = Pattern.compile("_+");

  /**
   * Reads variables such as {@code CONFIG_FORCE_training_batch__size}. As in Typesafe Config, one
   * underscore means a dot, two mean a hyphen, three mean an underscore.
   */
  Config environment(Map<String, String> variables) {
    Config layer = ConfigFactory.empty();
    for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
      String name = variable.getKey();
      if (name.startsWith(FORCE)) {
        String key =
            UNDERSCORES.matcher(name.substring(FORCE.length())).replaceAll(TextLayers::unmangled);
        layer = value(key, variable.getValue(), Origins.environment(name)).withFallback(layer);
      }
    }
    return layer;
  }

  private static String unmangled(MatchResult underscores) {
    return switch (underscores.group().length()) {
      case 1 -> ".";
      case 2 -> "-";
      default -> "_";
    };
  }

  /** Reads properties whose name is exactly the key of a setting; ignores all others. */
  Config properties(Map<String, String> properties) {
    Config layer = ConfigFactory.empty();
    for (Map.Entry<String, SettingType<?>> setting : schema.settings().entrySet()) {
      String key = setting.getKey();
      String text = properties.get(key);
      if (text != null) {
        ConfigValue value = setting.getValue().parse(text, Origins.property(key));
        layer = value.atPath(key).withFallback(layer);
      }
    }
    return layer;
  }

  /** Reads texts of the form {@code key=value}; later ones override earlier ones. */
  Config assignments(List<String> assignments) {
    Config layer = ConfigFactory.empty();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 0) {
        problems.add(
            Origins.ASSIGNMENT,
            "\"%s\" has no '=', expected KEY=VALUE".formatted(SecretRedaction.hidden(assignment)));
      } else {
        String key = assignment.substring(0, equals).strip();
        String text = assignment.substring(equals + 1);
        layer = value(key, text, Origins.ASSIGNMENT).withFallback(layer);
      }
    }
    return layer;
  }

  private Config value(String key, String text, String origin) {
    ConfigValue value =
        schema
            .find(key)
            .map(type -> type.parse(text, origin))
            .orElseGet(() -> Hocon.section(text, origin));
    try {
      // Checks keys and nesting; the value itself is checked later, as in every layer.
      return shapes.check(at(ConfigUtil.splitPath(key), value, origin).toConfig());
    } catch (ConfigException.BadPath e) {
      shapes.rejectUnknown(origin, key.isEmpty() ? "\"\"" : key);
      return ConfigFactory.empty();
    }
  }

  /**
   * Returns sections around a value, with the given origin. {@code ConfigValue.atPath} would give
   * them an origin of its own.
   */
  private static ConfigObject at(List<String> path, ConfigValue value, String origin) {
    int last = path.size() - 1;
    ConfigObject section = ConfigValueFactory.fromMap(Map.of(path.get(last), value), origin);
    return last == 0 ? section : at(path.subList(0, last), section, origin);
  }
}
