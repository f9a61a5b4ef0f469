package io.sparkrnn.config;

import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * Type of a setting that takes a finite number.
 *
 * @param expected the valid numbers, in words
 * @param allowed accepts the valid numbers
 */
record DecimalType(String expected, DoublePredicate allowed) implements SettingType<Double> {

  @Override
  public Optional<Double> read(ConfigValue value) {
    return Hocon.number(value)
        .map(BigDecimal::doubleValue)
        .filter(number -> Double.isFinite(number) && allowed.test(number));
  }

  @Override
  public Object written(Double value) {
    return value;
  }

  @Override
  public ConfigValue parse(String text, String origin) {
    return Hocon.scalar(text, origin);
  }
}
