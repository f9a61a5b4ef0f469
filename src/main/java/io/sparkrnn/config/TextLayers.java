package io.sparkrnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.sparkrnn.error.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The layers that give each value as one piece of text: environment, properties, assignments. */
final class TextLayers {

  private static final String FORCE = "CONFIG_FORCE_";
  private static final Pattern UNDERSCORES = Pattern.compile("_+");

  private final Problems problems;

  TextLayers(Problems problems) {
    this.problems = problems;
  }

  /**
   * Variables such as {@code CONFIG_FORCE_training_batch__size}: one underscore stands for a dot,
   * two for a hyphen, three for an underscore, as in Typesafe Config.
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

  /** Properties that are named exactly as a setting; the others are no business of ours. */
  Config properties(Map<String, String> properties) {
    Config layer = ConfigFactory.empty();
    for (Setting<?> setting : problems.schema().settings()) {
      String text = properties.get(setting.key());
      if (text != null) {
        ConfigValue value = setting.kind().parse(text, Origins.property(setting.key()));
        layer = value.atPath(setting.key()).withFallback(layer);
      }
    }
    return layer;
  }

  /** Texts of the form {@code key=value}, of which later ones win. */
  Config assignments(List<String> assignments) {
    Config layer = ConfigFactory.empty();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 0) {
        problems.add(
            Origins.ASSIGNMENT,
            "\"%s\" has no '=', expected KEY=VALUE".formatted(Secrets.hidden(assignment)));
      } else {
        String key = assignment.substring(0, equals).strip();
        String text = assignment.substring(equals + 1);
        layer = value(key, text, Origins.ASSIGNMENT).withFallback(layer);
      }
    }
    return layer;
  }

  private Config value(String key, String text, String origin) {
    Optional<Setting<?>> setting = problems.schema().find(key);
    ConfigValue value =
        setting.isPresent()
            ? setting.get().kind().parse(text, origin)
            : Hocon.section(text, origin);
    try {
      // Shape and name are checked later, as in every layer.
      return ShapeCheck.check(at(ConfigUtil.splitPath(key), value, origin).toConfig(), problems);
    } catch (ConfigException.BadPath e) {
      problems.addUnknownKey(origin, key.isEmpty() ? "\"\"" : key);
      return ConfigFactory.empty();
    }
  }

  /** Sections around a value; {@code ConfigValue.atPath} would give them an origin of its own. */
  private static ConfigObject at(List<String> path, ConfigValue value, String origin) {
    int last = path.size() - 1;
    ConfigObject section = ConfigValueFactory.fromMap(Map.of(path.get(last), value), origin);
    return last == 0 ? section : at(path.subList(0, last), section, origin);
  }
}
