package io.sparkrnn.data;

import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads reviews from a CSV or TSV file with a header line. */
final class DelimitedReviewReader implements RowReader {

  private final DelimitedTable table;
  private final TableSchema schema;
  private final ReviewParser maker;
  private boolean headerRead;
  private int textAt;
  private int labelAt;

  /** Creates a reader that owns {@code in} and closes it. */
  DelimitedReviewReader(
      String path, InputStream in, char delimiter, TableSchema schema, SplitRule rule) {
    this.table = new DelimitedTable(path, in, delimiter);
    this.schema = schema;
    maker = new ReviewParser(schema, rule);
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    if (!headerRead) {
      Optional<List<String>> header = table.header();
      if (header.isEmpty()) {
        return Optional.empty();
      }
      schema.requireColumns(header.get(), table.path());
      textAt = table.columnIndex(schema.text());
      labelAt = table.columnIndex(schema.label());
      headerRead = true;
    }
    return table.next().map(this::row);
  }

  private SourceRow row(DelimitedTable.Record record) {
    return record.fault().isPresent()
        ? new BadRow(table.path(), record.row(), record.fault().get())
        : maker.row(
            table.path(),
            record.row(),
            Optional.of(record.values().get(textAt)),
            Optional.of(record.values().get(labelAt)));
  }

  @Override
  public BadDataException broken(IOException cause) {
    return TextTables.broken(table.path(), table.row(), cause);
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
