package io.sparkrnn.data.review;

import io.sparkrnn.error.ConfigurationException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Mapping of cell values to labels. Values are compared without surrounding white space and case;
 * numbers are compared by value, so {@code 1}, {@code 1.0} and {@code 1e0} are equal.
 *
 * @param positive cell values of positive reviews (label 1)
 * @param negative cell values of negative reviews (label 0)
 */
record LabelMapping(List<String> positive, List<String> negative) implements Serializable {

  /** Maximum length of a cell that is parsed as a number; parsing longer ones is slow. */
  private static final int LONGEST_NUMBER = 40;

  LabelMapping {
    positive = List.copyOf(positive);
    negative = List.copyOf(negative);
    if (positive.isEmpty() || negative.isEmpty()) {
      throw new ConfigurationException(
          "%s is %s and %s is %s, expected at least one value in each"
              .formatted(
                  ReviewSettings.POSITIVE_LABELS,
                  positive,
                  ReviewSettings.NEGATIVE_LABELS,
                  negative));
    }
    List<String> both =
        positive.stream()
            .map(LabelMapping::canonical)
            .filter(negative.stream().map(LabelMapping::canonical).toList()::contains)
            .toList();
    if (!both.isEmpty()) {
      throw new ConfigurationException(
          "%s is both in %s and in %s, expected it in one of them"
              .formatted(
                  both.get(0), ReviewSettings.POSITIVE_LABELS, ReviewSettings.NEGATIVE_LABELS));
    }
  }

  /** Creates the function from a cell to its label, 0 or 1, or empty if the value is not mapped. */
  Function<String, Optional<Integer>> lookup() {
    Map<String, Integer> labels = new HashMap<>();
    positive.forEach(value -> labels.put(canonical(value), 1));
    negative.forEach(value -> labels.put(canonical(value), 0));
    return cell -> Optional.ofNullable(labels.get(canonical(cell)));
  }

  /** Returns the accepted values, for messages. */
  String expectation() {
    return "expected one of %s (%s) or %s (%s)"
        .formatted(
            String.join(", ", positive),
            ReviewSettings.POSITIVE_LABELS,
            String.join(", ", negative),
            ReviewSettings.NEGATIVE_LABELS);
  }

  private static String canonical(String cell) {
    String value = cell.strip().toLowerCase(Locale.ROOT);
    if (value.isEmpty() || value.length() > LONGEST_NUMBER) {
      return value;
    }
    try {
      // toPlainString would write out all digits of 1e999999999.
      return new BigDecimal(value).stripTrailingZeros().toString();
    } catch (NumberFormatException e) {
      return value;
    }
  }
}
