package io.sparkrnn.config;

import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.DoublePredicate;

/** Finite numbers that {@code allowed} accepts; {@code expected} says which these are. */
record Decimal(String expected, DoublePredicate allowed) implements Kind<Double> {

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
