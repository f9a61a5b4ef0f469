package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * One key of the configuration. It is itself, not what it looks like: two settings are equal if
 * they are the same object.
 *
 * @param <T> what the job is given
 */
public final class Setting<T> {

  private final String key;
  private final Kind<T> kind;

  /**
   * A setting.
   *
   * @param key its path, such as {@code data.validation.fraction}
   * @param kind what may stand there
   */
  Setting(String key, Kind<T> kind) {
    this.key = requireNonNull(key, "key is null");
    this.kind = requireNonNull(kind, "kind is null");
  }

  /** Text that is not blank. */
  public static Setting<String> text(String key) {
    return new Setting<>(key, new Text("text that is not blank"));
  }

  /** Text that may be empty, which stands for none. */
  public static Setting<Optional<String>> optionalText(String key, String expected) {
    return new Setting<>(key, new OptionalText(expected, text -> true));
  }

  /** A path or URI, or none. */
  public static Setting<Optional<String>> path(String key) {
    return optionalText(key, "a path, a URI or \"\"");
  }

  /** One or more texts, each once. */
  public static Setting<List<String>> texts(String key) {
    return new Setting<>(key, new TextList(1));
  }

  /** Texts, each once; or an empty list. */
  public static Setting<List<String>> textsOrNone(String key) {
    return new Setting<>(key, new TextList(0));
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  public static <E extends Enum<E>> Setting<E> choice(String key, Class<E> type) {
    return new Setting<>(key, new Choice<>(type));
  }

  /** True or false. */
  public static Setting<Boolean> flag(String key) {
    return new Setting<>(key, new Flag());
  }

  /** A whole number from {@code min} to {@code max}, both allowed. */
  public static Setting<Long> whole(String key, long min, long max) {
    return new Setting<>(key, new WholeNumber(min, max));
  }

  /** A number from 0 to below 1. */
  public static Setting<Double> share(String key) {
    return decimal(key, "a number from 0 to below 1", x -> x >= 0 && x < 1);
  }

  /**
   * A finite number.
   *
   * @param expected says in words which are {@code allowed}
   */
  public static Setting<Double> decimal(String key, String expected, DoublePredicate allowed) {
    return new Setting<>(key, new Decimal(expected, allowed));
  }

  public String key() {
    return key;
  }

  Kind<T> kind() {
    return kind;
  }

  /** The names that lead to it, outermost first. */
  List<String> path() {
    return ConfigUtil.splitPath(key);
  }

  @Override
  public String toString() {
    return key;
  }
}
