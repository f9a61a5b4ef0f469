package io.sparkrnn.plan;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.network.util.JavaUtils;

/** Spark's settings by key, with values parsed as Spark does. */
public record SparkSettings(Map<String, String> values) {

  private static final String MAX_BYTES = "-Dorg.bytedeco.javacpp.maxbytes=";

  public SparkSettings {
    values = Map.copyOf(values);
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(String::strip).filter(text -> !text.isEmpty());
  }

  OptionalInt number(String key) {
    Optional<String> text = text(key).filter(one -> one.matches("\\d{1,9}"));
    return text.isPresent() ? OptionalInt.of(Integer.parseInt(text.get())) : OptionalInt.empty();
  }

  double decimal(String key, double otherwise) {
    try {
      return text(key).map(Double::parseDouble).orElse(otherwise);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  boolean isTrue(String key) {
    return text(key).orElse("").equalsIgnoreCase("true");
  }

  /** Returns a size in bytes; a value without a unit is in mebibytes. */
  OptionalLong mebibytes(String key) {
    return size(key, Bytes.MIB);
  }

  /** Returns a size in bytes; a value without a unit is in bytes. */
  OptionalLong bytes(String key) {
    return size(key, 1);
  }

  private OptionalLong size(String key, long unit) {
    Optional<String> text = text(key);
    return text.isEmpty() ? OptionalLong.empty() : parsed(text.get(), unit);
  }

  private static OptionalLong parsed(String text, long unit) {
    try {
      return OptionalLong.of(
          text.matches("\\d+")
              ? Math.multiplyExact(Long.parseLong(text), unit)
              : JavaUtils.byteStringAsBytes(text));
    } catch (ArithmeticException | IllegalArgumentException e) {
      // Spark itself reports an invalid size.
      return OptionalLong.empty();
    }
  }

  /** Returns JavaCPP's memory limit in bytes from Java options; empty: none is set. */
  OptionalLong nativeLimit(String optionsKey) {
    Matcher limit =
        Pattern.compile(Pattern.quote(MAX_BYTES) + "(\\S+)")
            .matcher(text(optionsKey).orElse("").replace("\"", ""));
    OptionalLong last = OptionalLong.empty();
    while (limit.find()) {
      last = parsed(limit.group(1), 1);
    }
    return last;
  }

  /** Returns a copy with additional settings, which override existing ones. */
  public SparkSettings with(Map<String, String> others) {
    Map<String, String> all = new TreeMap<>(values);
    all.putAll(others);
    return new SparkSettings(all);
  }
}
