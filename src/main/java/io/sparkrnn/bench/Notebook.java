package io.sparkrnn.bench;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What was measured so far; people are told as it comes. */
final class Notebook {

  private final Map<Quantity, Rates> rates = new EnumMap<>(Quantity.class);
  private final Consumer<String> progress;

  Notebook(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Says what comes next. */
  void say(String line) {
    progress.accept(line);
  }

  void put(Quantity quantity, Rates measured) {
    rates.put(quantity, measured);
    say(
        String.format(
            Locale.ROOT,
            "  %s: %,.0f a second (%,.0f to %,.0f)",
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
