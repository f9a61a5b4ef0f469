package io.sparkrnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds unknown keys, values where sections belong and sections where values belong, in each layer
 * of a configuration.
 */
final class ShapeCheck {

  /** Setting that a layer gives. */
  record Given(String key, ConfigOrigin origin) {}

  private final Schema schema;
  private final Problems problems;
  private final List<Given> given = new ArrayList<>();

  ShapeCheck(Schema schema, Problems problems) {
    this.schema = schema;
    this.problems = problems;
  }

  /**
   * Reports a layer's problems and returns it without misplaced values and sections, which would
   * hide whole sections of the layers below. Unknown keys stay, since substitutions may refer to
   * them.
   */
  Config check(Config layer) {
    List<String> misplaced = new ArrayList<>();
    walk(layer.root(), List.of(), misplaced);
    Config sound = layer;
    for (String path : misplaced) {
      sound = sound.withoutPath(path);
    }
    return sound;
  }

  /** Returns the settings of the layers checked so far. */
  List<Given> given() {
    return List.copyOf(given);
  }

  /** Reports settings of the layers checked so far that a workload does not use. */
  void rejectUnused(String workload) {
    for (Given setting : given) {
      List<String> users = schema.usersOf(setting.key());
      if (!users.isEmpty() && !users.contains(workload)) {
        problems.add(
            setting.origin(),
            setting.key(),
            "workload %s does not use it, only %s; remove it, or use a --conf file for %s"
                .formatted(workload, String.join(", ", users), workload));
      }
    }
  }

  /** Reports a key that does not exist. */
  void rejectUnknown(String origin, String key) {
    String advice =
        NearestKey.of(key, schema.keys())
            .map("did you mean %s?"::formatted)
            .orElse("the subcommand 'config' lists all keys");
    problems.add(origin, "%.200s: unknown key; %s".formatted(key, advice));
  }

  private void walk(ConfigObject section, List<String> names, List<String> misplaced) {
    Hocon.fields(section)
        .orElse(Map.of())
        .forEach(
            (name, value) -> {
              List<String> path = new ArrayList<>(names);
              path.add(name);
              visit(value, path, misplaced);
            });
  }

  private void visit(ConfigValue value, List<String> names, List<String> misplaced) {
    String key = ConfigUtil.joinPath(names);
    Optional<SettingType<?>> setting = schema.find(key);
    Optional<ConfigValueType> type = Hocon.type(value);
    boolean isObject = type.filter(ConfigValueType.OBJECT::equals).isPresent();
    if (setting.isPresent()) {
      given.add(new Given(key, value.origin()));
      if (isObject && !setting.get().isSection()) {
        misplaced.add(key);
        reject(value, key, setting.get().expected());
      }
    } else if (schema.isSection(key)) {
      if (isObject) {
        walk((ConfigObject) value, names, misplaced);
      } else if (type.isPresent()) {
        misplaced.add(key);
        reject(value, key, "a section with " + schema.namesIn(key));
      }
    } else if (isObject && Hocon.fields((ConfigObject) value).filter(Map::isEmpty).isEmpty()) {
      walk((ConfigObject) value, names, misplaced);
    } else {
      rejectUnknown(Origins.shown(value.origin()), key);
    }
  }

  private void reject(ConfigValue value, String key, String expected) {
    problems.add(
        value.origin(), key, "is %s, expected %s".formatted(Hocon.describe(value), expected));
  }
}
