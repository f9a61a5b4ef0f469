package io.sparkrnn.data.series;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Observation;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Timestamp;
import io.sparkrnn.data.table.DelimitedReader;
import io.sparkrnn.data.table.NumberParser;
import io.sparkrnn.error.MessageText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parser that converts the cells of a table's row to a measurement or a bad row. */
final class ObservationParser implements DelimitedReader.CellParser {

  /** Maximum number of characters of a cell that messages quote. */
  private static final int SHOWN = 40;

  private final SeriesColumns columns;
  private final TimestampParser timestamps;

  ObservationParser(SeriesColumns columns) {
    this.columns = columns;
    this.timestamps = new TimestampParser(columns.timeFormat());
  }

  @Override
  public List<String> columns() {
    return columns.all();
  }

  @Override
  public void requireColumns(List<String> found, String where) {
    SeriesSources.requireColumns(columns, found, where);
  }

  @Override
  public SourceRow row(String origin, long row, List<Optional<String>> cells) {
    int count = columns.numbers().size();
    List<Double> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String cell = cells.get(i).orElse("");
      Optional<Double> number =
          NumberParser.isMissing(cell) ? Optional.of(Double.NaN) : NumberParser.parse(cell);
      if (number.isEmpty()) {
        return bad(
            origin, row, columns.numbers().get(i), cell, "expected a finite number, or nothing");
      }
      numbers.add(number.get());
    }
    Timestamp moment = new Timestamp(Timestamp.Kind.ROW, row);
    int at = count;
    if (columns.hasTime()) {
      String cell = cells.get(at++).orElse("");
      Optional<Timestamp> parsed = timestamps.parse(cell);
      if (parsed.isEmpty()) {
        return bad(origin, row, columns.time(), cell, "expected " + timestamps.expected());
      }
      moment = parsed.get();
    }
    String series = "";
    if (columns.hasSeries()) {
      series = cells.get(at).orElse("").strip();
      if (series.isEmpty()) {
        return bad(origin, row, columns.series(), "", "expected the name of a series");
      }
    }
    return new Observation(origin, row, series, moment, numbers);
  }

  private static BadRow bad(
      String origin, long row, String column, String cell, String expectation) {
    String value = cell.strip();
    String shown = MessageText.shortened(value, SHOWN);
    return new BadRow(
        origin,
        row,
        "column '%s' %s, %s"
            .formatted(
                column, value.isEmpty() ? "is empty" : "holds '%s'".formatted(shown), expectation));
  }
}
