package io.sparkrnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds keys that do not exist, sections in the place of values and values in that of sections. */
final class ShapeCheck {

  private final Problems problems;
  private final List<String> misplaced = new ArrayList<>();

  private ShapeCheck(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reports a layer's problems and gives it back without what is misplaced, which would hide whole
   * sections of the layers below and so cause problems that are none. Unknown keys stay, since
   * substitutions may refer to them.
   */
  static Config check(Config layer, Problems problems) {
    ShapeCheck check = new ShapeCheck(problems);
    check.walk(layer.root(), List.of());
    Config sound = layer;
    for (String path : check.misplaced) {
      sound = sound.withoutPath(path);
    }
    return sound;
  }

  private void walk(ConfigObject section, List<String> names) {
    Hocon.fields(section)
        .orElse(Map.of())
        .forEach(
            (name, value) -> {
              List<String> path = new ArrayList<>(names);
              path.add(name);
              visit(value, path);
            });
  }

  private void visit(ConfigValue value, List<String> names) {
    String key = ConfigUtil.joinPath(names);
    Optional<Setting<?>> setting = schema().find(key);
    Optional<ConfigValueType> type = Hocon.type(value);
    boolean isObject = type.filter(ConfigValueType.OBJECT::equals).isPresent();
    if (setting.isPresent()) {
      if (isObject) {
        misplace(value, key, setting.get().kind().expected());
      }
    } else if (schema().isSection(key)) {
      if (isObject) {
        walk((ConfigObject) value, names);
      } else if (type.isPresent()) {
        misplace(value, key, "a section with " + schema().namesIn(key));
      }
    } else if (isObject && Hocon.fields((ConfigObject) value).filter(Map::isEmpty).isEmpty()) {
      walk((ConfigObject) value, names);
    } else {
      problems.addUnknownKey(Origins.shown(value.origin()), key);
    }
  }

  private Schema schema() {
    return problems.schema();
  }

  private void misplace(ConfigValue value, String key, String expected) {
    misplaced.add(key);
    problems.add(
        value.origin(), key, "is %s, expected %s".formatted(Hocon.describe(value), expected));
  }
}
