package io.sparkrnn.data;

import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads measurements from CSV or TSV with a header. */
final class MeasurementReader implements RowReader {

  private final DelimitedTable table;
  private final SeriesColumns columns;
  private final MeasurementMaker maker;
  private List<Integer> places = List.of();

  /** Takes the stream over and closes it. */
  MeasurementReader(String path, InputStream in, char delimiter, SeriesColumns columns) {
    this.table = new DelimitedTable(path, in, delimiter);
    this.columns = columns;
    this.maker = new MeasurementMaker(columns);
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    if (places.isEmpty()) {
      Optional<List<String>> header = table.header();
      if (header.isEmpty()) {
        return Optional.empty();
      }
      SeriesTables.requireColumns(columns, header.get(), table.path());
      places = columns.all().stream().map(table::only).toList();
    }
    return table.next().map(this::row);
  }

  private SourceRow row(DelimitedTable.Record record) {
    return record.fault().isPresent()
        ? new BadRow(table.path(), record.row(), record.fault().get())
        : maker.row(
            table.path(),
            record.row(),
            places.stream().map(place -> Optional.of(record.values().get(place))).toList());
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
