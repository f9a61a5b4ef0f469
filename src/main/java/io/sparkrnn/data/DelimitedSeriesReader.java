package io.sparkrnn.data;

import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads measurements from a CSV or TSV file with a header line. */
final class DelimitedSeriesReader implements RowReader {

  private final DelimitedTable table;
  private final SeriesColumns columns;
  private final ObservationParser maker;
  private List<Integer> columnIndexes = List.of();

  /** Creates a reader that owns {@code in} and closes it. */
  DelimitedSeriesReader(String path, InputStream in, char delimiter, SeriesColumns columns) {
    this.table = new DelimitedTable(path, in, delimiter);
    this.columns = columns;
    this.maker = new ObservationParser(columns);
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    if (columnIndexes.isEmpty()) {
      Optional<List<String>> header = table.header();
      if (header.isEmpty()) {
        return Optional.empty();
      }
      SeriesSources.requireColumns(columns, header.get(), table.path());
      columnIndexes = columns.all().stream().map(table::columnIndex).toList();
    }
    return table.next().map(this::row);
  }

  private SourceRow row(DelimitedTable.Record record) {
    return record.fault().isPresent()
        ? new BadRow(table.path(), record.row(), record.fault().get())
        : maker.row(
            table.path(),
            record.row(),
            columnIndexes.stream().map(index -> Optional.of(record.values().get(index))).toList());
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
