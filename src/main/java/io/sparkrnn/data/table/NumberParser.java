package io.sparkrnn.data.table;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses decimal numbers and markers of missing numbers in the cells of tables. */
public final class NumberParser {

  /** Decimal notation of JSON and spreadsheets; Double.valueOf also accepts 1f and 0x1p3. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");

  private NumberParser() {}

  /** Returns the number in a cell, or empty if the cell does not hold a finite decimal number. */
  public static Optional<Double> parse(String cell) {
    String text = cell.strip();
    if (!DECIMAL.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
  }

  /** Whether a cell marks a missing number, such as NA or an empty cell. */
  public static boolean isMissing(String cell) {
    return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
  }
}
