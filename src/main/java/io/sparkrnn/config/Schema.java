package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All settings: those that workloads share, and those of each workload. Found by reading the
 * defaults, since the call that reads a setting is its declaration.
 */
final class Schema {

  private final Map<String, SettingType<?>> settings = new LinkedHashMap<>();

  /** Names of the workloads that use a setting which is not shared by all. */
  private final Map<String, List<String>> users = new LinkedHashMap<>();

  /**
   * Reads the defaults.
   *
   * @param defaults resolved
   * @throws IllegalStateException if a default is missing or invalid
   */
  Schema(Config defaults, List<WorkloadDeclaration> workloads) {
    Problems problems = new Problems();
    SettingsReader shared = new SettingsReader(defaults, defaults, problems);
    JobConfig.read(shared, name -> Optional.of(WorkloadSettings.NONE));
    settings.putAll(shared.declared());
    for (WorkloadDeclaration workload : workloads) {
      SettingsReader own = new SettingsReader(defaults, defaults, problems);
      requireNonNull(workload.read().apply(own), "settings are null");
      own.declared()
          .forEach(
              (key, type) -> {
                if (shared.declared().containsKey(key)) {
                  throw new IllegalStateException(key + " is shared by all workloads already");
                }
                settings.put(key, type);
                users.computeIfAbsent(key, any -> new ArrayList<>()).add(workload.name());
              });
    }
    problems.throwIfAny();
  }

  /** All settings by their keys, the shared ones first. */
  Map<String, SettingType<?>> settings() {
    return Collections.unmodifiableMap(settings);
  }

  /** All keys, the shared ones first. */
  List<String> keys() {
    return List.copyOf(settings.keySet());
  }

  Optional<SettingType<?>> find(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** Names of the workloads that use a setting; empty if all do. */
  List<String> usersOf(String key) {
    return users.getOrDefault(key, List.of());
  }

  boolean isSection(String key) {
    return settings.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
  }

  /** Names one level below a section, each once, for messages. */
  String namesIn(String section) {
    List<String> path = ConfigUtil.splitPath(section);
    return settings.keySet().stream()
        .map(ConfigUtil::splitPath)
        .filter(names -> names.size() > path.size() && names.subList(0, path.size()).equals(path))
        .map(names -> names.get(path.size()))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
