package io.sparkrnn.bench;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects rates and reports them as they are measured. */
final class Measurements {

  private final Map<Quantity, Rates> rates = new EnumMap<>(Quantity.class);
  private final Consumer<String> progress;

  Measurements(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Reports a line of progress. */
  void report(String line) {
    progress.accept(line);
  }

  /** Stores and reports the rates of a quantity. */
  void put(Quantity quantity, Rates measured) {
    rates.put(quantity, measured);
    report(
        String.format(
            Locale.ROOT,
            "  %s: %,.0f per second (%,.0f to %,.0f)",
            quantity.title(),
            measured.median(),
            measured.min(),
            measured.max()));
  }

  Optional<Rates> rates(Quantity quantity) {
    return Optional.ofNullable(rates.get(quantity));
  }

  Map<Quantity, Rates> all() {
    return rates;
  }
}
