package io.sparkrnn.data;

import io.sparkrnn.error.ConfigurationException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which cell values mean a positive and which a negative review. Values are compared trimmed and
 * without regard to case; {@code 1}, {@code 1.0} and {@code 1e0} are one number.
 */
record LabelMapping(List<String> positive, List<String> negative) implements Serializable {

  /** Longer cells are no numbers that anybody labels with, and parsing them takes its time. */
  private static final int LONGEST_NUMBER = 40;

  LabelMapping {
    positive = List.copyOf(positive);
    negative = List.copyOf(negative);
    if (positive.isEmpty() || negative.isEmpty()) {
      throw new ConfigurationException(
          "%s is %s and %s is %s, expected at least one value in each"
              .formatted(
                  ReviewSources.POSITIVE_LABELS,
                  positive,
                  ReviewSources.NEGATIVE_LABELS,
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
                  both.get(0), ReviewSources.POSITIVE_LABELS, ReviewSources.NEGATIVE_LABELS));
    }
  }

  /** Finds labels fast; made where rows are read, as it does not travel. */
  Lookup lookup() {
    Map<String, Integer> labels = new HashMap<>();
    positive.forEach(value -> labels.put(canonical(value), 1));
    negative.forEach(value -> labels.put(canonical(value), 0));
    return new Lookup(labels);
  }

  String expectation() {
    return "expected one of %s (%s) or %s (%s)"
        .formatted(
            String.join(", ", positive),
            ReviewSources.POSITIVE_LABELS,
            String.join(", ", negative),
            ReviewSources.NEGATIVE_LABELS);
  }

  /** Labels by the canonical form of a cell. */
  static final class Lookup {

    private final Map<String, Integer> labels;

    private Lookup(Map<String, Integer> labels) {
      this.labels = Map.copyOf(labels);
    }

    /** The label that a cell means, empty if it means none. */
    Optional<Integer> label(String cell) {
      return Optional.ofNullable(labels.get(canonical(cell)));
    }
  }

  private static String canonical(String cell) {
    String value = cell.strip().toLowerCase(Locale.ROOT);
    if (value.isEmpty() || value.length() > LONGEST_NUMBER) {
      return value;
    }
    try {
      // toString keeps 1e999999999 short, which toPlainString would write out.
      return new BigDecimal(value).stripTrailingZeros().toString();
    } catch (NumberFormatException e) {
      return value;
    }
  }
}
