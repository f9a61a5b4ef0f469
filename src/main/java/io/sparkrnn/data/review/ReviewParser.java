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
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** Parser that converts the text and label cells of a table's row to a review or a bad row. */
final class ReviewParser implements DelimitedReader.CellParser {

  /** Maximum number of characters of a cell that messages quote. */
  private static final int SHOWN = 40;

  private final TableSchema schema;
  private final SplitRule rule;
  private final Function<String, Optional<String>> labels;

  ReviewParser(TableSchema schema, SplitRule rule) {
    this.schema = schema;
    this.rule = rule;
    labels = schema.labels().lookup();
  }

  @Override
  public List<String> columns() {
    return Stream.concat(Stream.of(schema.text(), schema.label()), rule.column().stream()).toList();
  }

  @Override
  public void requireColumns(List<String> found, String where) {
    schema.requireColumns(found, where);
    rule.column()
        .ifPresent(
            column -> TableSchema.requireColumn(column, ReviewSettings.SPLIT_COLUMN, found, where));
  }

  @Override
  public SourceRow row(String origin, long row, List<Optional<String>> cells) {
    return row(
        origin,
        row,
        cells.get(0),
        cells.get(1),
        cells.size() > 2 ? cells.get(2) : Optional.empty());
  }

  /** Parses a row of Spark: text as bytes, label and, if a column decides it, split as strings. */
  SourceRow sparkRow(Row row, String origin, long number) {
    Optional<String> label = row.isNullAt(1) ? Optional.empty() : Optional.of(row.getString(1));
    Optional<String> split =
        rule.column().isEmpty() || row.isNullAt(2)
            ? Optional.empty()
            : Optional.of(row.getString(2));
    if (row.isNullAt(0)) {
      return row(origin, number, Optional.empty(), label, split);
    }
    Utf8.Decoded text = Utf8.decode(row.<byte[]>getAs(0));
    return text.fault()
        .map(fault -> "column '%s' %s".formatted(schema.text(), fault))
        .<SourceRow>map(fault -> new BadRow(origin, number, fault))
        .orElseGet(() -> row(origin, number, Optional.of(text.text()), label, split));
  }

  /** Parses a row; an empty {@code Optional} is a missing or null cell. */
  SourceRow row(
      String origin,
      long row,
      Optional<String> text,
      Optional<String> label,
      Optional<String> split) {
    Optional<String> fault = textFault(text).or(() -> splitFault(split));
    if (fault.isEmpty() && readsUnlabeled() && label.filter(cell -> !cell.isBlank()).isEmpty()) {
      return new UnlabeledReview(origin, row, text.orElseThrow());
    }
    fault = fault.or(() -> labelFault(label));
    if (fault.isPresent()) {
      return new BadRow(origin, row, fault.get());
    }
    String review = text.orElseThrow();
    return new Review(
        rule.of(review, split),
        origin,
        row,
        labels.apply(label.orElseThrow()).orElseThrow(),
        review);
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
    return fault(text.get()).map(column::concat);
  }

  /** Returns why a text is not a valid review, or empty if it is valid. */
  static Optional<String> fault(String text) {
    if (text.isEmpty()) {
      return Optional.of("is empty, expected a review");
    }
    return text.isBlank()
        ? Optional.of("holds only white space, expected a review")
        : Optional.empty();
  }

  private Optional<String> splitFault(Optional<String> split) {
    return rule.column()
        .filter(column -> split.filter(cell -> !cell.isBlank()).isEmpty())
        .map("column '%s' is missing, null or empty, expected the name of a split"::formatted);
  }

  private Optional<String> labelFault(Optional<String> label) {
    String column = "column '%s' ".formatted(schema.label());
    if (label.isEmpty()) {
      return Optional.of(column + "is missing or null, " + schema.labels().expectation());
    }
    if (label.get().isBlank()) {
      return Optional.of(column + "is empty, " + schema.labels().expectation());
    }
    return labels.apply(label.get()).isPresent()
        ? Optional.empty()
        : Optional.of(
            "%sholds '%s', %s"
                .formatted(
                    column,
                    MessageText.shortened(label.get().strip(), SHOWN),
                    schema.labels().expectation()));
  }
}
