package io.sparkrnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * HOCON file with the candidates of a search. Its section {@code candidates} has a section of
 * settings for each, by name; its section {@code grid} has lists of values by setting, and each
 * combination of them is one more candidate.
 *
 * @param variables resolves substitutions that are not of this file
 */
record CandidateFile(Schema schema, HoconFiles files, ConfigResolver variables, Problems problems) {

  private static final String CANDIDATES = "candidates";
  private static final String GRID = "grid";

  /** Most candidates of a grid; more are a mistake, and would take weeks. */
  private static final int MOST = 1_000;

  /** Settings of a candidate, which are not checked yet. */
  record Section(String name, Config settings) {}

  /** Values to try of a setting. */
  private record Axis(String key, List<ConfigValue> values) {}

  /** Returns the candidates in the order of the file, those of the grid last. */
  List<Section> read(String file) {
    Config parsed;
    Config resolved;
    try {
      parsed = files.read(file);
      resolved = resolved(file, parsed);
    } catch (UnusableFileException e) {
      problems.add(e.location(), e.getMessage());
      return List.of();
    }
    int before = problems.count();
    resolved
        .root()
        .forEach(
            (name, value) -> {
              if (!name.equals(CANDIDATES) && !name.equals(GRID)) {
                problems.add(
                    value.origin(),
                    name,
                    "unknown section, expected candidates { NAME { SETTING = VALUE } } or grid {"
                        + " SETTING = [VALUE, VALUE] }");
              }
            });
    List<Section> all = new ArrayList<>(named(parsed.root(), resolved.root()));
    all.addAll(combined(resolved.root()));
    requireDistinct(file, all);
    if (all.isEmpty() && problems.count() == before) {
      problems.add(file, "has no candidates, expected a section candidates or grid");
    }
    return all;
  }

  private Config resolved(String file, Config parsed) {
    Optional<String> fault = ExpansionSize.fault(parsed);
    if (fault.isPresent()) {
      throw new UnusableFileException(file, fault.get());
    }
    try {
      return parsed.resolve(
          ConfigResolveOptions.noSystem().setAllowUnresolved(true).appendResolver(variables));
    } catch (ConfigException e) {
      throw UnusableFileException.unresolvable(e);
    }
  }

  private List<Section> named(ConfigObject parsed, ConfigObject resolved) {
    Map<String, ConfigValue> fields = section(resolved, CANDIDATES);
    Map<String, Integer> lines = lines(parsed);
    List<Section> sections = new ArrayList<>();
    fields.keySet().stream()
        .sorted(
            Comparator.comparingInt((String name) -> lines.getOrDefault(name, 0))
                .thenComparing(Comparator.naturalOrder()))
        .forEach(
            name -> {
              ConfigValue value = fields.get(name);
              if (value instanceof ConfigObject settings) {
                sections.add(new Section(name, settings.toConfig()));
              } else {
                problems.add(
                    value.origin(),
                    ConfigUtil.joinPath(CANDIDATES, name),
                    "is %s, expected a section of settings".formatted(described(value)));
              }
            });
    return sections;
  }

  /**
   * Returns the line of each candidate, since the library does not keep their order. They are those
   * before substitution: a candidate that extends another one has its line afterwards.
   */
  private static Map<String, Integer> lines(ConfigObject parsed) {
    Map<String, Integer> lines = new HashMap<>();
    if (parsed.get(CANDIDATES) instanceof ConfigObject section) {
      Hocon.fields(section)
          .orElse(Map.of())
          .forEach((name, value) -> lines.put(name, value.origin().lineNumber()));
    }
    return lines;
  }

  private Map<String, ConfigValue> section(ConfigObject root, String name) {
    ConfigValue value = root.get(name);
    if (value == null) {
      return Map.of();
    }
    Optional<Map<String, ConfigValue>> fields =
        value instanceof ConfigObject section ? Hocon.fields(section) : Optional.empty();
    if (fields.isEmpty()) {
      problems.add(value.origin(), name, "is %s, expected a section".formatted(described(value)));
    }
    return fields.orElse(Map.of());
  }

  private static String described(ConfigValue value) {
    return Hocon.type(value).isPresent()
        ? Hocon.describe(value)
        : "a substitution of what is set nowhere";
  }

  private List<Section> combined(ConfigObject root) {
    int before = problems.count();
    List<Axis> axes = new ArrayList<>();
    collect(section(root, GRID), List.of(), axes);
    axes.sort(
        Comparator.comparingInt((Axis axis) -> axis.values().get(0).origin().lineNumber())
            .thenComparing(Axis::key));
    if (axes.isEmpty() || problems.count() > before) {
      return List.of();
    }
    long count = axes.stream().mapToLong(axis -> axis.values().size()).reduce(1, this::product);
    if (count > MOST) {
      problems.add(
          root.get(GRID).origin(),
          GRID,
          "has more than %,d combinations, expected fewer values".formatted(MOST));
      return List.of();
    }
    List<Map<String, ConfigValue>> combinations = List.of(Map.of());
    for (Axis axis : axes) {
      List<Map<String, ConfigValue>> longer = new ArrayList<>();
      for (Map<String, ConfigValue> combination : combinations) {
        for (ConfigValue value : axis.values()) {
          Map<String, ConfigValue> one = new LinkedHashMap<>(combination);
          one.put(axis.key(), value);
          longer.add(one);
        }
      }
      combinations = longer;
    }
    return combinations.stream().map(CandidateFile::ofGrid).toList();
  }

  private long product(long left, long right) {
    return Math.min(MOST + 1L, left * right);
  }

  private void collect(Map<String, ConfigValue> section, List<String> path, List<Axis> axes) {
    section.forEach(
        (name, value) -> {
          List<String> names = new ArrayList<>(path);
          names.add(name);
          String key = ConfigUtil.joinPath(names);
          if (value instanceof ConfigList list && !list.isEmpty()) {
            if (schema.find(key).isPresent()) {
              axes.add(new Axis(key, List.copyOf(list)));
            } else {
              new ShapeCheck(schema, problems.of(GRID))
                  .rejectUnknown(Origins.shown(value.origin()), key);
            }
          } else if (value instanceof ConfigObject inner
              && Hocon.fields(inner).isPresent()
              && schema.find(key).isEmpty()) {
            collect(inner, names, axes);
          } else {
            problems.add(
                value.origin(),
                ConfigUtil.joinPath(GRID) + "." + key,
                "is %s, expected a list of values to try, such as [0.001, 0.003]"
                    .formatted(described(value)));
          }
        });
  }

  private static Section ofGrid(Map<String, ConfigValue> values) {
    Set<String> last = new HashSet<>();
    boolean distinct = values.keySet().stream().map(CandidateFile::lastName).allMatch(last::add);
    List<String> names = new ArrayList<>();
    Config settings = ConfigFactory.empty();
    for (Map.Entry<String, ConfigValue> one : values.entrySet()) {
      names.add(
          "%s=%s"
              .formatted(
                  distinct ? lastName(one.getKey()) : one.getKey(),
                  Hocon.text(one.getValue()).orElseGet(() -> Hocon.concise(one.getValue()))));
      settings = settings.withValue(one.getKey(), one.getValue());
    }
    return new Section(String.join(" ", names), settings);
  }

  private static String lastName(String key) {
    List<String> names = ConfigUtil.splitPath(key);
    return names.get(names.size() - 1);
  }

  private void requireDistinct(String file, List<Section> sections) {
    Set<String> names = new HashSet<>();
    for (Section section : sections) {
      if (!names.add(section.name())) {
        problems.add(
            file, "has two candidates of the name %s, expected one".formatted(section.name()));
      }
    }
  }
}
