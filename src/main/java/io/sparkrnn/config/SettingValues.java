package io.sparkrnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.sparkrnn.error.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The settings that a resolved configuration gives valid values to. */
final class SettingValues {

  private record Found(Object value, ConfigOrigin origin, ResolvedConfig.Entry entry) {}

  private final Map<Setting<?>, Found> values = new LinkedHashMap<>();

  private SettingValues() {}

  /** Reads every setting; those that have no valid value are reported and left out. */
  static SettingValues read(Config config, Problems problems) {
    SettingValues values = new SettingValues();
    for (Setting<?> setting : problems.schema().settings()) {
      values.read(setting, config.root(), setting.path(), problems);
    }
    return values;
  }

  /**
   * Goes down from a section to a setting. A section that hangs on a substitution is reported; one
   * that is missing was misplaced, which is reported already.
   */
  private void read(
      Setting<?> setting, ConfigObject section, List<String> below, Problems problems) {
    Optional<Map<String, ConfigValue>> fields = Hocon.fields(section);
    if (fields.isEmpty()) {
      addOpen(setting, below.size(), section, problems);
      return;
    }
    ConfigValue value = fields.get().get(below.get(0));
    if (value == null) {
      return;
    }
    List<String> rest = below.subList(1, below.size());
    if (rest.isEmpty()) {
      add(setting, value, problems);
    } else if (value instanceof ConfigObject inner) {
      read(setting, inner, rest, problems);
    } else {
      addOpen(setting, rest.size(), value, problems);
    }
  }

  /** Reports what the section waits for that is so many levels above a setting. */
  private static void addOpen(
      Setting<?> setting, int levels, ConfigValue value, Problems problems) {
    List<String> path = setting.path();
    String key = ConfigUtil.joinPath(path.subList(0, path.size() - levels));
    for (String substitution : Hocon.openSubstitutions(value)) {
      problems.add(
          value.origin(), key, "refers to %s, which is set nowhere".formatted(substitution));
    }
  }

  private <T> void add(Setting<T> setting, ConfigValue value, Problems problems) {
    Kind<T> kind = setting.kind();
    if (!Hocon.openSubstitutions(value).isEmpty()) {
      addOpen(setting, 0, value, problems);
      return;
    }
    kind.read(value)
        .ifPresentOrElse(
            read -> values.put(setting, found(setting, read, value.origin())),
            () ->
                problems.add(
                    value.origin(),
                    setting.key(),
                    "is %s, expected %s".formatted(Hocon.describe(value), kind.expected())));
  }

  private static <T> Found found(Setting<T> setting, T value, ConfigOrigin origin) {
    ConfigValue written = ConfigValueFactory.fromAnyRef(setting.kind().written(value));
    return new Found(
        value,
        origin,
        new ResolvedConfig.Entry(
            setting.key(), Secrets.hidden(Hocon.concise(written)), Origins.shown(origin)));
  }

  /** Whether the setting has a valid value. */
  boolean has(Setting<?> setting) {
    return values.containsKey(setting);
  }

  <T> T of(Setting<T> setting) {
    @SuppressWarnings("unchecked") // add puts a T in for a Setting<T>
    T value = (T) found(setting).value;
    return value;
  }

  int intOf(Setting<Long> setting) {
    return Math.toIntExact(of(setting));
  }

  ConfigOrigin originOf(Setting<?> setting) {
    return found(setting).origin;
  }

  private Found found(Setting<?> setting) {
    return Optional.ofNullable(values.get(setting))
        .orElseThrow(() -> new NoSuchElementException("no valid value of " + setting.key()));
  }

  List<ResolvedConfig.Entry> entries() {
    return values.values().stream().map(Found::entry).toList();
  }
}
