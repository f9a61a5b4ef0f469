package io.sparkrnn.data.series;

import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Fingerprint;
import io.sparkrnn.data.table.ParquetFiles;
import io.sparkrnn.data.table.SparkTable;
import io.sparkrnn.error.BadDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** Source of time series in a table that Spark reads. */
record SeriesSparkSource(SparkTable table, SeriesColumns columns) implements SeriesSource {

  @Override
  public String description() {
    return table.description();
  }

  @Override
  public String fingerprint() {
    return new Fingerprint("series")
        .with("columns", columns)
        .with("rows", table.fingerprint(columns.all()))
        .text();
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    Dataset<Row> rows = table.load(spark);
    SeriesSources.requireColumns(
        columns, Arrays.asList(rows.schema().fieldNames()), table.description());
    requireNumbers(rows.schema());
    return table.rows(rows, selected(rows.schema()), parserOf(columns));
  }

  private static SparkTable.RowParser parserOf(SeriesColumns columns) {
    int count = columns.all().size();
    return new SparkTable.RowParser() {
      private transient ObservationParser parser;

      @Override
      public SourceRow row(Row row, String origin, long number) {
        if (parser == null) {
          parser = new ObservationParser(columns);
        }
        return parser.row(origin, number, cells(row, count));
      }
    };
  }

  private void requireNumbers(StructType found) {
    for (String name : columns.numbers()) {
      DataType type = found.apply(name).dataType();
      if (!(type instanceof NumericType) && !(type instanceof StringType)) {
        throw new BadDataException(
            "%s: column '%s' is of type %s, expected a number"
                .formatted(table.description(), name, type.simpleString()));
      }
    }
  }

  /** Selects all columns as strings. */
  private List<Column> selected(StructType found) {
    List<Column> selected = new ArrayList<>();
    for (String name : columns.all()) {
      Column column = ParquetFiles.column(name);
      // A cast to string would depend on the session's time zone.
      selected.add(
          found.apply(name).dataType() instanceof TimestampType
              ? functions.concat(
                  functions.lit(TimestampParser.SECONDS),
                  column.cast("decimal(20,6)").cast("string"))
              : column.cast("string"));
    }
    return selected;
  }

  private static List<Optional<String>> cells(Row row, int count) {
    List<Optional<String>> cells = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      cells.add(row.isNullAt(i) ? Optional.empty() : Optional.of(row.getString(i)));
    }
    return cells;
  }
}
