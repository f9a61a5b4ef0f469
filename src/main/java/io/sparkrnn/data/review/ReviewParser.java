package io.sparkrnn.data.review;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.UnlabeledReview;
import io.sparkrnn.data.file.Utf8;
import io.sparkrnn.data.table.DelimitedReader;
import io.sparkrnn.error.MessageText;
import java.util.List;
import java.util.Optional;

/** Parser that converts the text and label cells of a table's row to a review or a bad row. */
final class ReviewParser implements DelimitedReader.CellParser {

  /** Maximum number of characters of a cell that messages quote. */
  private static final int SHOWN = 40;

  private final TableSchema schema;
  private final SplitRule rule;
  private final LabelMapping.Lookup labels;

  ReviewParser(TableSchema schema, SplitRule rule) {
    this.schema = schema;
    this.rule = rule;
    labels = schema.labels().lookup();
  }

  @Override
  public List<String> columns() {
    return List.of(schema.text(), schema.label());
  }

  @Override
  public void requireColumns(List<String> found, String where) {
    schema.requireColumns(found, where);
  }

  @Override
  public SourceRow row(String origin, long row, List<Optional<String>> cells) {
    return row(origin, row, cells.get(0), cells.get(1));
  }

  /** Parses a row; an empty {@code Optional} is a missing or null cell. */
  SourceRow row(String origin, long row, Optional<String> text, Optional<String> label) {
    Optional<String> fault = textFault(text);
    if (fault.isEmpty() && readsUnlabeled() && label.filter(cell -> !cell.isBlank()).isEmpty()) {
      return new UnlabeledReview(origin, row, text.orElseThrow());
    }
    fault = fault.or(() -> labelFault(label));
    if (fault.isPresent()) {
      return new BadRow(origin, row, fault.get());
    }
    String review = text.orElseThrow();
    return new Review(
        rule.of(review), origin, row, labels.label(label.orElseThrow()).orElseThrow(), review);
  }

  /** Whether unlabeled rows are read; in a table of test reviews they are bad rows. */
  private boolean readsUnlabeled() {
    return schema.unlabelled() == ReviewSettings.Unlabeled.READ && rule.holdsTraining();
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
    return ReviewTexts.fault(text.get()).map(column::concat);
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
                .formatted(
                    column,
                    MessageText.shortened(label.get().strip(), SHOWN),
                    schema.labels().expectation()));
  }
}
