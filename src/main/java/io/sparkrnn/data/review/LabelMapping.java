package io.sparkrnn.data.review;

import io.sparkrnn.error.ConfigurationException;
import java.util.HashMap;
import java.util.List;
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
record LabelMapping(List<String> positive, List<String> negative) implements LabelParser {

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
            .map(LabelParser::canonical)
            .filter(negative.stream().map(LabelParser::canonical).toList()::contains)
            .toList();
    if (!both.isEmpty()) {
      throw new ConfigurationException(
          "%s is both in %s and in %s, expected it in one of them"
              .formatted(
                  both.get(0), ReviewSettings.POSITIVE_LABELS, ReviewSettings.NEGATIVE_LABELS));
    }
  }

  /** {@inheritDoc} Labels are {@code 1} and {@code 0}. */
  @Override
  public Function<String, Optional<String>> lookup() {
    Map<String, String> labels = new HashMap<>();
    positive.forEach(value -> labels.put(LabelParser.canonical(value), "1"));
    negative.forEach(value -> labels.put(LabelParser.canonical(value), "0"));
    return cell -> Optional.ofNullable(labels.get(LabelParser.canonical(cell)));
  }

  @Override
  public String expectation() {
    return "expected one of %s (%s) or %s (%s)"
        .formatted(
            String.join(", ", positive),
            ReviewSettings.POSITIVE_LABELS,
            String.join(", ", negative),
            ReviewSettings.NEGATIVE_LABELS);
  }
}
