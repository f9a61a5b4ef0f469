package io.sparkrnn.cli.plan;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters of numbers with a unit, as options have them. */
final class UnitConverters {

  private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]*)");

  private UnitConverters() {}

  /** Bytes per second. */
  static final class Bandwidth implements ITypeConverter<Double> {

    private static final Map<String, Double> UNITS =
        Map.of(
            "B", 1.0, "KB", 1e3, "MB", 1e6, "GB", 1e9, "Kbit", 1e3 / 8, "Mbit", 1e6 / 8, "Gbit",
            1e9 / 8);

    @Override
    public Double convert(String text) {
      return quantity(text, UNITS, "expected a number of MB, GB, Mbit or Gbit, such as 10Gbit");
    }
  }

  /** Seconds. */
  static final class Time implements ITypeConverter<Double> {

    private static final Map<String, Double> UNITS = Map.of("us", 1e-6, "ms", 1e-3, "s", 1.0);

    @Override
    public Double convert(String text) {
      return quantity(text, UNITS, "expected a number of us, ms or s, such as 0.2ms");
    }
  }

  private static double quantity(String text, Map<String, Double> units, String expected) {
    Matcher matcher = NUMBER.matcher(text.strip());
    if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
      throw new TypeConversionException("'%s' is not understood, %s".formatted(text, expected));
    }
    return Double.parseDouble(matcher.group(1)) * units.get(matcher.group(2));
  }
}
