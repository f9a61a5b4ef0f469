package io.sparkrnn.data.review;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Rule that turns the cells of a label column into labels. Its string form enters fingerprints. */
sealed interface LabelParser extends Serializable permits LabelMapping, ListedLabels, FoundLabels {

  /** Maximum length of a label that is parsed as a number; parsing longer ones is slow. */
  int LONGEST_NUMBER = 40;

  /** Largest power of ten, up or down, that is written out in digits. */
  int WRITTEN_OUT = 20;

  /** Returns the parser that the settings specify. */
  static LabelParser of(ReviewSettings settings) {
    return switch (settings.classes().kind()) {
      case BINARY -> new LabelMapping(settings.positiveLabels(), settings.negativeLabels());
      case LISTED -> new ListedLabels(settings.classes().names());
      case FOUND -> new FoundLabels();
    };
  }

  /** Creates the function from a cell to its label; empty if the cell holds none. */
  Function<String, Optional<String>> lookup();

  /** Returns what a cell may hold, for messages. */
  String expectation();

  /**
   * Returns a cell's value for comparison without case, white space around it and number format.
   */
  static String canonical(String cell) {
    String value = cell.strip().toLowerCase(Locale.ROOT);
    // toPlainString would write out all digits of 1e999999999.
    return number(value).map(BigDecimal::toString).orElse(value);
  }

  /**
   * Returns a cell's value without white space around it. Numbers are written in one way, so that
   * equal ones are one class: {@code 1}, {@code 1.0} and {@code 1e0} as {@code 1}.
   */
  static String displayed(String cell) {
    String value = cell.strip();
    return number(value)
        .map(
            number ->
                Math.abs(number.scale()) <= WRITTEN_OUT
                    ? number.toPlainString()
                    : number.toString())
        .orElse(value);
  }

  /** Returns the number that a value denotes, without trailing zeros; empty if it is none. */
  static Optional<BigDecimal> number(String value) {
    if (value.isEmpty() || value.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(value).stripTrailingZeros());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
