package io.sparkrnn.data.review;

import io.sparkrnn.config.CsvDialect;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Fingerprint;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.table.DelimitedReader;
import io.sparkrnn.data.table.ParquetFiles;
import io.sparkrnn.data.table.PartitionFilter;
import io.sparkrnn.data.table.PartitionPath;
import io.sparkrnn.data.table.RowIterator;
import io.sparkrnn.data.table.RowReader;
import io.sparkrnn.data.table.SparkTable;
import io.sparkrnn.data.table.TextTables;
import io.sparkrnn.error.BadDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Table of reviews, or the part of one, whose rows one rule assigns to splits. */
sealed interface TableInput {

  /** One-line description for logs and reports. */
  String description();

  /** Rule that assigns the reviews to splits. */
  SplitRule rule();

  /** Fingerprint of the rows in their present state. */
  String fingerprint();

  /**
   * Reads the rows.
   *
   * @throws BadDataException if the table cannot be read, or a column is missing
   */
  JavaRDD<SourceRow> read(SparkSession spark);

  /** Returns the number of rows, if it is known without reading them. */
  OptionalLong count();

  /** Returns the approximate number of bytes of the rows. */
  long bytes(SparkSession spark);

  /** Setting that names the table, with its value or a description, for messages. */
  String named();

  /** Returns the exception for a table without rows. */
  default BadDataException noRows() {
    return new BadDataException("%s holds no rows, expected labeled reviews".formatted(named()));
  }

  /** Table that Spark reads. */
  record OfSpark(SparkTable table, TableSchema schema, SplitRule rule) implements TableInput {

    @Override
    public String description() {
      return table.description();
    }

    @Override
    public String named() {
      return table.key() + ": " + table.description();
    }

    @Override
    public String fingerprint() {
      List<String> columns = new ArrayList<>(List.of(schema.text(), schema.label()));
      rule.column().ifPresent(columns::add);
      return table.fingerprint(columns);
    }

    @Override
    public JavaRDD<SourceRow> read(SparkSession spark) {
      Dataset<Row> rows = table.load(spark);
      ReviewParser parser = new ReviewParser(schema, rule);
      parser.requireColumns(Arrays.asList(rows.schema().fieldNames()), description());
      requireTypes(rows.schema());
      List<Column> read = new ArrayList<>();
      // The text is read as bytes, since Spark silently replaces malformed UTF-8 in strings.
      read.add(ParquetFiles.column(schema.text()).cast("binary"));
      read.add(ParquetFiles.column(schema.label()).cast("string"));
      rule.column().ifPresent(column -> read.add(ParquetFiles.column(column).cast("string")));
      return table.rows(rows, read, parserOf(schema, rule));
    }

    private static SparkTable.RowParser parserOf(TableSchema schema, SplitRule rule) {
      return new SparkTable.RowParser() {
        private transient ReviewParser parser;

        @Override
        public SourceRow row(Row row, String origin, long number) {
          if (parser == null) {
            parser = new ReviewParser(schema, rule);
          }
          return parser.sparkRow(row, origin, number);
        }
      };
    }

    private void requireTypes(StructType found) {
      DataType text = found.apply(schema.text()).dataType();
      if (!(text instanceof StringType) && !(text instanceof BinaryType)) {
        throw new BadDataException(
            "%s: column '%s' is of type %s, expected string"
                .formatted(description(), schema.text(), text.simpleString()));
      }
      DataType label = found.apply(schema.label()).dataType();
      // Any type that Spark writes as one readable text; nested types and bytes are none.
      if (!(label instanceof AtomicType) || label instanceof BinaryType) {
        throw new BadDataException(
            "%s: column '%s' is of type %s, expected string, a number, boolean, or a date or time"
                .formatted(description(), schema.label(), label.simpleString()));
      }
    }

    @Override
    public OptionalLong count() {
      return table.count();
    }

    @Override
    public long bytes(SparkSession spark) {
      return table.bytes(spark);
    }
  }

  /**
   * CSV, TSV or JSON Lines files, one task each: Spark's own readers split files and lose the
   * number of the row within its file, by which users find a bad row.
   *
   * @param key setting of the path
   * @param root the file, or the folder that has the files
   * @param files lists the files anew on each call
   * @param where condition on the partition columns, and its setting
   */
  record OfTexts(
      String key,
      SourceKind kind,
      String root,
      Supplier<List<InputFile>> files,
      CsvDialect dialect,
      Optional<Condition> where,
      TableSchema schema,
      SplitRule rule,
      Configuration hadoop)
      implements TableInput {

    /** SQL condition, and the setting that has it. */
    record Condition(String key, String sql) {}

    @Override
    public String description() {
      return kind
          + " table "
          + root
          + where.map(condition -> " where " + condition.sql()).orElse("");
    }

    @Override
    public String named() {
      return key + ": " + description();
    }

    private List<InputFile> chosen(SparkSession spark) {
      List<InputFile> listed = files.get();
      return where
          .map(
              condition ->
                  PartitionFilter.chosen(listed, root, condition.key(), condition.sql(), spark))
          .orElse(listed);
    }

    @Override
    public String fingerprint() {
      List<InputFile> read = where.isPresent() ? chosen(SparkTable.session(key)) : files.get();
      return new Fingerprint(kind.spelling()).with("dialect", dialect).with(read).text();
    }

    @Override
    public JavaRDD<SourceRow> read(SparkSession spark) {
      List<InputFile> read = chosen(spark);
      if (read.isEmpty()) {
        throw noRows();
      }
      SourceKind ofFiles = kind;
      String folder = root;
      CsvDialect of = dialect;
      TableSchema columns = schema;
      SplitRule splits = rule;
      return RowIterator.ofFiles(
          read.stream().map(InputFile::path).toList(),
          (path, conf) -> open(ofFiles, folder, path, of, columns, splits, conf),
          spark,
          hadoop);
    }

    /** Opens a file with the reader for its kind, one of CSV, TSV and JSONL. */
    static RowReader open(
        SourceKind kind,
        String root,
        String path,
        CsvDialect dialect,
        TableSchema schema,
        SplitRule rule,
        Configuration hadoop) {
      return kind == SourceKind.JSONL
          ? new JsonLinesReviewReader(
              path,
              TextTables.openUtf8(path, hadoop),
              PartitionPath.values(root, path),
              schema,
              rule)
          : DelimitedReader.open(kind, root, path, dialect, new ReviewParser(schema, rule), hadoop);
    }

    @Override
    public OptionalLong count() {
      return OptionalLong.empty();
    }

    @Override
    public long bytes(SparkSession spark) {
      return chosen(spark).stream().mapToLong(InputFile::length).sum();
    }
  }
}
