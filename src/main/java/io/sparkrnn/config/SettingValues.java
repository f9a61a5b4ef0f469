package io.sparkrnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
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
    for (Setting<?> setting : Schema.SETTINGS) {
      at(config.root(), setting.path()).ifPresent(value -> values.add(setting, value, problems));
    }
    return values;
  }

  /** The value at a path; on the way down, a value that waits for a substitution; or nothing. */
  private static Optional<ConfigValue> at(ConfigObject section, List<String> path) {
    Map<String, ConfigValue> fields = Hocon.fields(section);
    if (fields.isEmpty() && !Hocon.openSubstitutions(section).isEmpty()) {
      return Optional.of(section);
    }
    Optional<ConfigValue> value = Optional.ofNullable(fields.get(path.get(0)));
    if (path.size() == 1 || value.filter(v -> Hocon.type(v).isEmpty()).isPresent()) {
      return value;
    }
    return value
        .filter(ConfigObject.class::isInstance)
        .flatMap(inner -> at((ConfigObject) inner, path.subList(1, path.size())));
  }

  private <T> void add(Setting<T> setting, ConfigValue value, Problems problems) {
    Kind<T> kind = setting.kind();
    for (String substitution : Hocon.openSubstitutions(value)) {
      problems.add(
          value.origin(),
          setting.key(),
          "refers to %s, which is set nowhere".formatted(substitution));
    }
    if (Hocon.openSubstitutions(value).isEmpty()) {
      kind.read(value)
          .ifPresentOrElse(
              read -> values.put(setting, found(setting, read, value.origin())),
              () ->
                  problems.add(
                      value.origin(),
                      setting.key(),
                      "is %s, expected %s".formatted(Hocon.describe(value), kind.expected())));
    }
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
