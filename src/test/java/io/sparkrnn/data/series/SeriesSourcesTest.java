package io.sparkrnn.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.config.CsvDialect;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Observation;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Timestamp;
import io.sparkrnn.data.table.DelimitedReader;
import io.sparkrnn.data.table.RowIterator;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV and TSV of numbers, row by row. */
class SeriesSourcesTest {

  private static final SeriesColumns ALL =
      new SeriesColumns("y", "when", "", "shop", List.of("price"));
  private static final SeriesColumns VALUE = new SeriesColumns("y", "", "", "", List.of());

  @TempDir private Path folder;

  private List<SourceRow> rows(SeriesColumns columns, String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), String.join("\n", lines));
    List<SourceRow> rows = new ArrayList<>();
    RowIterator.of(
            DelimitedReader.open(
                SourceKind.CSV,
                file.toString(),
                file.toString(),
                CsvDialect.RFC_4180,
                new ObservationParser(columns),
                new Configuration(false)))
        .forEachRemaining(rows::add);
    return rows;
  }

  private List<String> reasons(SeriesColumns columns, String... lines) throws IOException {
    return rows(columns, lines).stream()
        .filter(BadRow.class::isInstance)
        .map(row -> row.row() + ": " + ((BadRow) row).reason())
        .toList();
  }

  @Test
  void columnsAreFoundByName() throws IOException {
    List<SourceRow> rows = rows(ALL, "shop,price,when,y", "north,2.5,2024-05,17", "n,NA,2024-06,");

    Observation first = (Observation) rows.get(0);
    assertThat(first.series()).isEqualTo("north");
    assertThat(first.numbers()).containsExactly(17.0, 2.5);
    assertThat(first.moment()).isEqualTo(new Timestamp(Timestamp.Kind.CALENDAR, 1_714_521_600));
    assertThat(first.row()).isEqualTo(1);
    assertThat(((Observation) rows.get(1)).numbers()).allMatch(number -> number.isNaN());
  }

  @Test
  void withoutATimeColumnRowsStandInTheirOrder() throws IOException {
    assertThat(rows(VALUE, "y", "1e3", " -.5 ", "7."))
        .extracting(row -> ((Observation) row).numbers().get(0))
        .containsExactly(1000.0, -0.5, 7.0);
  }

  @Test
  void aRowThatIsNoMeasurementIsTold() throws IOException {
    assertThat(
            reasons(
                ALL,
                "shop,price,when,y",
                "a,1,2024-05-01,12a",
                "a,1,yesterday,12",
                ",1,2024-05-01,12",
                "a,1,2024-05-01",
                "a,1e999,2024-05-01,1",
                "a,1,2024-05-01,0x1p3"))
        .containsExactly(
            "1: column 'y' holds '12a', expected a finite number, or nothing",
            "2: column 'when' holds 'yesterday', expected a number, or an ISO 8601 date or time"
                + " (2024-05, 2024-05-31 12:30)",
            "3: column 'shop' is empty, expected the name of a series",
            "4: has 3 fields, the header has 4; a field that holds the delimiter needs quotes",
            "5: column 'price' holds '1e999', expected a finite number, or nothing",
            "6: column 'y' holds '0x1p3', expected a finite number, or nothing");
  }

  @Test
  void aTableWithoutAColumnIsRefused() {
    assertThatThrownBy(() -> rows(VALUE, "x,z", "1,2"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("has no column 'y', its columns are [x, z]");
    assertThatThrownBy(() -> rows(VALUE, "y,y", "1,2"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("has two columns 'y'");
  }
}
