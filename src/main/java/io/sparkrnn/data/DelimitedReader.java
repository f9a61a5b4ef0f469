package io.sparkrnn.data;

import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads reviews from CSV or TSV with a header. */
final class DelimitedReader implements RowReader {

  private final DelimitedTable table;
  private final TableSchema schema;
  private final RowMaker maker;
  private boolean begun;
  private int textAt;
  private int labelAt;

  /** Takes the stream over and closes it. */
  DelimitedReader(String path, InputStream in, char delimiter, TableSchema schema, SplitRule rule) {
    this.table = new DelimitedTable(path, in, delimiter);
    this.schema = schema;
    maker = new RowMaker(schema, rule);
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    if (!begun) {
      Optional<List<String>> header = table.header();
      if (header.isEmpty()) {
        return Optional.empty();
      }
      schema.requireColumns(header.get(), table.path());
      textAt = table.only(schema.text());
      labelAt = table.only(schema.label());
      begun = true;
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
