package io.sparkrnn.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What a job was told at the settings that workloads have for themselves. A workload makes records
 * of its own of them.
 */
public final class OwnValues {

  /** Settings below a section of this name say where examples are, not what is learnt of them. */
  private static final String INPUT = ".input.";

  private final Map<Setting<?>, Object> values;

  private OwnValues(Map<Setting<?>, Object> values) {
    this.values = Map.copyOf(values);
  }

  /** Of a job whose workloads have no settings of their own. */
  static OwnValues none() {
    return new OwnValues(Map.of());
  }

  static OwnValues from(SettingValues values, Schema schema) {
    Map<Setting<?>, Object> own = new LinkedHashMap<>();
    schema.own().stream()
        .flatMap(group -> group.settings().stream())
        .forEach(setting -> own.put(setting, values.of(setting)));
    return new OwnValues(own);
  }

  /**
   * The value of a setting.
   *
   * @throws NoSuchElementException if it is no setting of a registered workload
   */
  public <T> T of(Setting<T> setting) {
    @SuppressWarnings("unchecked") // from puts a T in for a Setting<T>
    T value =
        (T)
            Optional.ofNullable(values.get(setting))
                .orElseThrow(
                    () -> new NoSuchElementException(setting + " is of no registered workload"));
    return value;
  }

  /** The value of a setting whose numbers are small. */
  public int intOf(Setting<Long> setting) {
    return Math.toIntExact(of(setting));
  }

  /**
   * The same, but for settings below {@code SECTION.input}, which say where examples are: these are
   * those of {@code other}.
   */
  public OwnValues withInputOf(OwnValues other) {
    Map<Setting<?>, Object> mixed = new LinkedHashMap<>(values);
    other.values.forEach(
        (setting, value) -> {
          if (setting.key().contains(INPUT)) {
            mixed.put(setting, value);
          }
        });
    return new OwnValues(mixed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwnValues that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
