package io.sparkrnn.data.series;

import static org.apache.spark.sql.functions.col;

import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Fingerprint;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.table.DelimitedReader;
import io.sparkrnn.data.table.ParquetFiles;
import io.sparkrnn.data.table.ParquetRowIterator;
import io.sparkrnn.data.table.RowIterator;
import io.sparkrnn.error.BadDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
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

/** Source of time series in Parquet files, read by Spark, or CSV or TSV files, one task each. */
record SeriesTableSource(
    SourceKind kind,
    String path,
    List<InputFile> files,
    SeriesColumns columns,
    Configuration hadoop)
    implements SeriesSource {

  @Override
  public String description() {
    return "%s table %s".formatted(kind.spelling(), path);
  }

  @Override
  public String fingerprint() {
    return new Fingerprint("series-" + kind.spelling()).with("columns", columns).with(files).text();
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    if (kind == SourceKind.PARQUET) {
      return parquet(spark);
    }
    SourceKind ofFiles = kind;
    SeriesColumns wanted = columns;
    return RowIterator.ofFiles(
        files.stream().map(InputFile::path).toList(),
        (file, conf) -> DelimitedReader.open(ofFiles, file, new ObservationParser(wanted), conf),
        spark,
        hadoop);
  }

  private JavaRDD<SourceRow> parquet(SparkSession spark) {
    files.forEach(file -> ParquetFiles.requireComplete(file, hadoop));
    Dataset<Row> table = ParquetFiles.load(path, files, spark);
    SeriesSources.requireColumns(columns, Arrays.asList(table.schema().fieldNames()), path);
    requireNumbers(table.schema());
    SeriesColumns wanted = columns;
    String where = path;
    int count = wanted.all().size();
    return table
        .select(selected(table.schema()).toArray(Column[]::new))
        .javaRDD()
        .mapPartitions(
            rows -> {
              ObservationParser maker = new ObservationParser(wanted);
              return new ParquetRowIterator(
                  rows,
                  where,
                  count,
                  (row, origin, number) -> maker.row(origin, number, cells(row, count)));
            });
  }

  private void requireNumbers(StructType table) {
    for (String name : columns.numbers()) {
      DataType type = table.apply(name).dataType();
      if (!(type instanceof NumericType) && !(type instanceof StringType)) {
        throw new BadDataException(
            "%s: column '%s' is of type %s, expected a number"
                .formatted(path, name, type.simpleString()));
      }
    }
  }

  /** Selects all columns as strings, then the file and the index of the row. */
  private List<Column> selected(StructType table) {
    List<Column> selected = new ArrayList<>();
    for (String name : columns.all()) {
      Column column = ParquetFiles.column(name);
      // A cast to string would depend on the session's time zone.
      selected.add(
          table.apply(name).dataType() instanceof TimestampType
              ? functions.concat(
                  functions.lit(TimestampParser.SECONDS),
                  column.cast("decimal(20,6)").cast("string"))
              : column.cast("string"));
    }
    selected.add(col("_metadata.file_path"));
    selected.add(col("_metadata.row_index"));
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
