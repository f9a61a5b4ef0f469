package io.sparkrnn.data.review;

import static org.apache.spark.sql.functions.col;

import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Fingerprint;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.table.DelimitedReader;
import io.sparkrnn.data.table.ParquetFiles;
import io.sparkrnn.data.table.ParquetRowIterator;
import io.sparkrnn.data.table.RowIterator;
import io.sparkrnn.data.table.RowReader;
import io.sparkrnn.data.table.TextTables;
import io.sparkrnn.error.BadDataException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Source of reviews in tables, with training and test reviews at one or two paths. Spark reads
 * Parquet files. CSV, TSV and JSON Lines files have one task each: Spark's own readers split files
 * and lose the number of the row within its file, by which users find a bad row.
 *
 * @param listing lists the files anew on each call
 */
record ReviewTableSource(
    SourceKind kind, TableSchema schema, Supplier<List<TableInput>> listing, Configuration hadoop)
    implements ReviewSource {

  @Override
  public String description() {
    return kind
        + " table "
        + listing.get().stream().map(TableInput::path).collect(Collectors.joining(", tested on "));
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint =
        new Fingerprint(kind.name().toLowerCase(Locale.ROOT)).with("schema", schema);
    listing.get().forEach(part -> fingerprint.with("rule", part.rule()).with(part.files()));
    return fingerprint.text();
  }

  @Override
  public boolean hasClasses() {
    return true;
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    List<JavaRDD<SourceRow>> rows =
        listing.get().stream()
            .map(
                part -> {
                  JavaRDD<SourceRow> read =
                      kind == SourceKind.PARQUET ? parquet(part, spark) : text(part, spark);
                  // isEmpty reads the first row, so that a wrong header fails here.
                  if (read.isEmpty()) {
                    throw part.noRows();
                  }
                  return read;
                })
            .toList();
    return rows.size() == 1
        ? rows.get(0)
        : JavaSparkContext.fromSparkContext(spark.sparkContext()).union(rows.get(0), rows.get(1));
  }

  private JavaRDD<SourceRow> text(TableInput part, SparkSession spark) {
    SourceKind ofFiles = kind;
    TableSchema columns = schema;
    SplitRule rule = part.rule();
    return RowIterator.ofFiles(
        part.files().stream().map(InputFile::path).toList(),
        (path, conf) -> open(ofFiles, path, columns, rule, conf),
        spark,
        hadoop);
  }

  /** Opens a file with the reader for its kind, one of CSV, TSV and JSONL. */
  static RowReader open(
      SourceKind kind, String path, TableSchema schema, SplitRule rule, Configuration hadoop) {
    return kind == SourceKind.JSONL
        ? new JsonLinesReviewReader(path, TextTables.open(path, hadoop), schema, rule)
        : DelimitedReader.open(kind, path, new ReviewParser(schema, rule), hadoop);
  }

  private JavaRDD<SourceRow> parquet(TableInput part, SparkSession spark) {
    part.files().forEach(file -> ParquetFiles.requireComplete(file, hadoop));
    Dataset<Row> table = ParquetFiles.load(part.path(), part.files(), spark);
    requireTypes(table.schema(), part.path());
    TableSchema columns = schema;
    SplitRule rule = part.rule();
    String where = part.path();
    // The text is read as bytes, since Spark silently replaces malformed UTF-8 in strings.
    return table
        .select(
            ParquetFiles.column(columns.text()).cast("binary"),
            ParquetFiles.column(columns.label()).cast("string"),
            col("_metadata.file_path"),
            col("_metadata.row_index"))
        .javaRDD()
        .mapPartitions(
            rows ->
                new ParquetRowIterator(
                    rows, where, 2, new ReviewParser(columns, rule)::parquetRow));
  }

  private void requireTypes(StructType table, String where) {
    schema.requireColumns(Arrays.asList(table.fieldNames()), where);
    DataType text = table.apply(schema.text()).dataType();
    if (!(text instanceof StringType) && !(text instanceof BinaryType)) {
      throw new BadDataException(
          "%s: column '%s' is of type %s, expected string"
              .formatted(where, schema.text(), text.simpleString()));
    }
    DataType label = table.apply(schema.label()).dataType();
    // Any type that Spark writes as one readable text; nested types and bytes are none.
    if (!(label instanceof AtomicType) || label instanceof BinaryType) {
      throw new BadDataException(
          "%s: column '%s' is of type %s, expected string, a number, boolean, or a date or time"
              .formatted(where, schema.label(), label.simpleString()));
    }
  }
}
