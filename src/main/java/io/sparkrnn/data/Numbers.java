package io.sparkrnn.data;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Numbers as tables spell them. */
final class Numbers {

  /** Decimal, as JSON and spreadsheets write it; Java's own parser also takes 1f and 0x1p3. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");

  private Numbers() {}

  /** The finite number that a cell holds; empty if it holds none. */
  static Optional<Double> parse(String cell) {
    String text = cell.strip();
    if (!DECIMAL.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
  }

  /** Whether a cell says that there is no number. */
  static boolean isMissing(String cell) {
    return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
  }
}
