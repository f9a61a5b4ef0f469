package io.sparkrnn.config;

import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Type of a setting that takes a whole number from {@code min} to {@code max}, inclusive. The
 * notation 5.0 is accepted, 5.5 is not.
 */
record IntegerType(long min, long max) implements SettingType<Long> {

  @Override
  public Optional<Long> read(ConfigValue value) {
    return Hocon.number(value).flatMap(IntegerType::exactly).filter(n -> n >= min && n <= max);
  }

  private static Optional<Long> exactly(BigDecimal number) {
    try {
      return Optional.of(number.longValueExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  @Override
  public String expected() {
    return "a whole number from %d to %d".formatted(min, max);
  }

  @Override
  public Object written(Long value) {
    return value;
  }

  @Override
  public ConfigValue parse(String text, String origin) {
    return Hocon.scalar(text, origin);
  }
}
