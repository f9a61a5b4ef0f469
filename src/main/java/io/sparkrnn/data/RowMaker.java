package io.sparkrnn.data;

import io.sparkrnn.config.DataSettings.Unlabelled;
import java.util.Optional;

/** Makes a review, or a bad row, of the two cells of a table's row. */
final class RowMaker {

  private static final int SHOWN = 40;

  private final TableSchema schema;
  private final SplitRule rule;
  private final LabelMapping.Lookup labels;

  RowMaker(TableSchema schema, SplitRule rule) {
    this.schema = schema;
    this.rule = rule;
    labels = schema.labels().lookup();
  }

  /** An empty cell is one that is missing or null. */
  SourceRow row(String origin, long row, Optional<String> text, Optional<String> label) {
    Optional<String> fault = textFault(text);
    if (fault.isEmpty() && takesUnlabelled() && label.filter(cell -> !cell.isBlank()).isEmpty()) {
      return new UnlabelledReview(origin, row, text.orElseThrow());
    }
    fault = fault.or(() -> labelFault(label));
    if (fault.isPresent()) {
      return new BadRow(origin, row, fault.get());
    }
    String review = text.orElseThrow();
    return new Review(
        rule.of(review), origin, row, labels.label(label.orElseThrow()).orElseThrow(), review);
  }

  /** A file of test reviews has nothing to teach. */
  private boolean takesUnlabelled() {
    return schema.unlabelled() == Unlabelled.READ && rule.holdsTraining();
  }

  private Optional<String> textFault(Optional<String> text) {
    String column = "column '%s' ".formatted(schema.text());
    if (text.isEmpty()) {
      return Optional.of(column + "is missing or null, expected a review");
    }
    int broken = Utf8.unpairedSurrogate(text.get());
    if (broken >= 0) {
      return Optional.of(
          column + "is not valid Unicode at character %d, expected UTF-8".formatted(broken + 1));
    }
    return Texts.fault(text.get()).map(column::concat);
  }

  private Optional<String> labelFault(Optional<String> label) {
    String column = "column '%s' ".formatted(schema.label());
    if (label.isEmpty()) {
      return Optional.of(column + "is missing or null, " + schema.labels().expectation());
    }
    if (label.get().isBlank()) {
      return Optional.of(column + "is empty, " + schema.labels().expectation());
    }
    return labels.label(label.get()).isPresent()
        ? Optional.empty()
        : Optional.of(
            "%sholds '%s', %s"
                .formatted(column, shortened(label.get()), schema.labels().expectation()));
  }

  private static String shortened(String cell) {
    String value = cell.strip();
    return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
  }
}
