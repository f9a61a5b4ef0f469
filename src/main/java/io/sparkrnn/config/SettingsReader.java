package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.sparkrnn.blas.CoreType;
import io.sparkrnn.error.SecretRedaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads settings, one call for each. The call is the declaration of the setting: its key, its kind
 * and its range. The default is in {@code reference.conf}, or in the {@code settings.conf} of a
 * workload.
 *
 * <p>A value that is not allowed is reported and replaced by the default, so that one pass finds
 * all problems. A record of settings has a static method {@code read(SettingsReader)} that reads
 * its components in the order of {@code reference.conf}.
 */
public final class SettingsReader {

  private record Found(Object written, ConfigOrigin origin, ResolvedConfig.Entry entry) {}

  private final Config config;
  private final Config defaults;
  private final Problems problems;
  private final Map<String, SettingType<?>> declared = new LinkedHashMap<>();
  private final Map<String, Found> valid = new LinkedHashMap<>();

  /**
   * A reader of a configuration.
   *
   * @param config resolved configuration, which may have open substitutions
   * @param defaults resolved defaults
   * @param problems receives invalid values
   */
  SettingsReader(Config config, Config defaults, Problems problems) {
    this.config = requireNonNull(config, "config is null");
    this.defaults = requireNonNull(defaults, "defaults is null");
    this.problems = requireNonNull(problems, "problems is null");
  }

  /** Text that is not blank. */
  public String text(String key) {
    return read(key, new SettingType.Text());
  }

  /** Text, or empty for blank text. */
  public Optional<String> optionalText(String key, String expected) {
    return optionalText(key, expected, text -> true);
  }

  /**
   * Text that {@code allowed} accepts, or empty for blank text.
   *
   * @param expected description of allowed text
   */
  public Optional<String> optionalText(String key, String expected, Predicate<String> allowed) {
    return read(key, new SettingType.OptionalText(expected, allowed));
  }

  /** Path or URI, or empty for blank text. */
  public Optional<String> path(String key) {
    return optionalText(key, "a path, a URI or \"\"");
  }

  /** One or more texts without duplicates. */
  public List<String> texts(String key) {
    return read(key, new SettingType.Texts(1));
  }

  /** Texts without duplicates; may be empty. */
  public List<String> textsOrNone(String key) {
    return read(key, new SettingType.Texts(0));
  }

  /** One character, {@code \\t} for a tab, or {@link CsvDialect#NONE} for empty text. */
  public char character(String key) {
    return read(key, new SettingType.SingleCharacter());
  }

  /** Texts by names that are not declared, such as the options of a library. */
  public Map<String, String> options(String key) {
    return read(key, new SettingType.Options());
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    return read(key, new SettingType.Choice<>(type));
  }

  /** True or false. */
  public boolean flag(String key) {
    return read(key, new SettingType.Flag());
  }

  /** Whole number from {@code min} to {@code max}, both inclusive. */
  public long whole(String key, long min, long max) {
    return read(key, new SettingType.Whole(min, max));
  }

  /** Whole number from {@code min} to {@code max}, both inclusive, as an int. */
  public int count(String key, int min, int max) {
    return Math.toIntExact(whole(key, min, max));
  }

  /** Number from 0 to below 1. */
  public double share(String key) {
    return decimal(key, "a number from 0 to below 1", x -> x >= 0 && x < 1);
  }

  /** Number from 0 to 1, both inclusive. */
  public double fraction(String key) {
    return decimal(key, "a number from 0 to 1", x -> x >= 0 && x <= 1);
  }

  /** Number above 0 and below 1. */
  public double between0And1(String key) {
    return decimal(key, "a number above 0 and below 1", x -> x > 0 && x < 1);
  }

  /** Number above 0 and at most {@code max}. */
  public double positive(String key, int max) {
    return decimal(key, "a number above 0 and at most %d".formatted(max), x -> x > 0 && x <= max);
  }

  /**
   * Finite number that {@code allowed} accepts.
   *
   * @param expected description of allowed numbers
   */
  public double decimal(String key, String expected, DoublePredicate allowed) {
    return read(key, new SettingType.Decimal(expected, allowed));
  }

  /** Core type of OpenBLAS, or empty for {@code auto}. */
  Optional<CoreType> coreType(String key) {
    return read(key, new SettingType.Core());
  }

  /** Whether each of these settings has been read and has a valid value. */
  public boolean valid(String... keys) {
    return Stream.of(keys).allMatch(valid::containsKey);
  }

  /** Value of a valid setting as a file has it, for messages. */
  public Object written(String key) {
    return valid.get(key).written;
  }

  /** Reports a valid value that does not go together with the values of other settings. */
  public void reject(String key, String text) {
    problems.add(valid.get(key).origin, key, text);
  }

  /** Settings read so far, in this order. */
  Map<String, SettingType<?>> declared() {
    return declared;
  }

  /** Settings with a valid value, in the order in which they were read. */
  List<ResolvedConfig.Entry> entries() {
    return valid.values().stream().map(Found::entry).toList();
  }

  private <T> T read(String key, SettingType<T> type) {
    if (declared.put(key, type) != null) {
      throw new IllegalStateException(key + " is read twice");
    }
    return find(config.root(), ConfigUtil.splitPath(key))
        .flatMap(value -> checked(key, type, value))
        .orElseGet(() -> byDefault(key, type));
  }

  private <T> Optional<T> checked(String key, SettingType<T> type, ConfigValue value) {
    Optional<T> read = type.read(value);
    if (read.isEmpty()) {
      problems.add(
          value.origin(),
          key,
          "is %s, expected %s".formatted(Hocon.describe(value), type.expected()));
    } else {
      Object written = type.written(read.get());
      String shown = SecretRedaction.hidden(Hocon.concise(ConfigValueFactory.fromAnyRef(written)));
      valid.put(
          key,
          new Found(
              written,
              value.origin(),
              new ResolvedConfig.Entry(key, shown, Origins.shown(value.origin()))));
    }
    return read;
  }

  private <T> T byDefault(String key, SettingType<T> type) {
    if (!defaults.hasPath(key)) {
      throw new IllegalStateException("no default of " + key);
    }
    return type.read(defaults.getValue(key))
        .orElseThrow(() -> new IllegalStateException("invalid default of " + key));
  }

  /**
   * Goes down from a section to a value. Reports open substitutions on the way. A section that is
   * missing was misplaced, which is reported already.
   */
  private Optional<ConfigValue> find(ConfigObject root, List<String> path) {
    ConfigValue value = root;
    for (int depth = 0; depth < path.size(); depth++) {
      Optional<Map<String, ConfigValue>> fields =
          value instanceof ConfigObject section ? Hocon.fields(section) : Optional.empty();
      if (fields.isEmpty()) {
        reportOpen(path.subList(0, depth), value);
        return Optional.empty();
      }
      value = fields.get().get(path.get(depth));
      if (value == null) {
        return Optional.empty();
      }
    }
    return reportOpen(path, value) ? Optional.empty() : Optional.of(value);
  }

  private boolean reportOpen(List<String> path, ConfigValue value) {
    List<String> open = new ArrayList<>(Hocon.openSubstitutions(value));
    for (String substitution : open) {
      problems.add(
          value.origin(),
          ConfigUtil.joinPath(path),
          "refers to %s, which is set nowhere".formatted(substitution));
    }
    return !open.isEmpty();
  }
}
