package io.sparkrnn.score;

import io.sparkrnn.config.CsvDialect;
import io.sparkrnn.data.table.CheckedRows;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.MessageText;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads tables with a column of texts and any other columns. */
public final class TextTable {

  /** Column in which Spark puts the lines that it cannot parse. */
  static final String CORRUPT = "_corrupt_record";

  /** File formats. */
  public enum Format {
    PARQUET(".parquet"),
    ORC(".orc"),
    AVRO(".avro"),
    JSONL(".jsonl", ".ndjson", ".json"),
    CSV(".csv"),
    TSV(".tsv"),
    /** One text per line, in a column with the name of the text column. */
    TEXT(".txt");

    private final List<String> endings;

    Format(String... endings) {
      this.endings = List.of(endings);
    }

    /** Returns the format that a name's ending says, or empty if it says none. */
    public static Optional<Format> named(String path) {
      String name =
          path.toLowerCase(Locale.ROOT)
              .replaceAll("/+$", "")
              .replaceAll("\\.(gz|bz2|zst|lz4|snappy|deflate)$", "");
      return Arrays.stream(values())
          .filter(kind -> kind.endings.stream().anyMatch(name::endsWith))
          .findFirst();
    }

    /**
     * Returns the format that a name's ending says.
     *
     * @throws ConfigurationException if the name ends in none of them
     */
    public static Format of(String path) {
      return named(path)
          .orElseThrow(
              () ->
                  new ConfigurationException(
                      "the format of %s is unknown: expected a name that ends in .parquet, .orc, .avro, .jsonl, .json, .csv, .tsv or .txt; or set the format with --format"
                          .formatted(path)));
    }
  }

  private TextTable() {}

  /**
   * Reads a table of files; partition columns in the names of folders are columns too. Lines that
   * cannot be parsed are kept as rows without a text.
   *
   * @param path file or folder, local or any Hadoop URI
   * @param dialect dialect of CSV files
   * @param textColumn the column of texts
   * @throws BadDataException if it cannot be read, or has no such column of strings
   */
  public static Dataset<Row> read(
      SparkSession spark, String path, Format kind, CsvDialect dialect, String textColumn) {
    Dataset<Row> rows;
    try {
      rows =
          switch (kind) {
            case PARQUET -> spark.read().parquet(path);
            case ORC -> spark.read().orc(path);
            case AVRO -> spark.read().format("avro").load(path);
            case JSONL -> spark.read().option("columnNameOfCorruptRecord", CORRUPT).json(path);
            case CSV -> delimited(spark, path, dialect, ",");
            case TSV -> delimited(spark, path, dialect, "\t");
            case TEXT -> spark.read().text(path).withColumnRenamed("value", textColumn);
          };
    } catch (Exception e) {
      // Spark throws its AnalysisException without declaring it.
      throw new BadDataException(
          "%s cannot be read as %s: %s"
              .formatted(path, kind.name().toLowerCase(Locale.ROOT), MessageText.reason(e)),
          e);
    }
    return requireText(rows, path, textColumn);
  }

  private static Dataset<Row> delimited(
      SparkSession spark, String path, CsvDialect dialect, String usual) {
    String quote = dialect.quote() == CsvDialect.NONE ? "" : String.valueOf(dialect.quote());
    return spark
        .read()
        .option("header", dialect.header())
        .option(
            "sep",
            dialect.delimiter() == CsvDialect.NONE ? usual : String.valueOf(dialect.delimiter()))
        .option("quote", quote)
        // RFC 4180, as in training: a quote within quotes is doubled.
        .option(
            "escape",
            dialect.escape() == CsvDialect.NONE ? quote : String.valueOf(dialect.escape()))
        .option("encoding", dialect.encoding())
        .option("multiLine", true)
        .csv(path);
  }

  /**
   * Returns rows that have a column of texts.
   *
   * @param path where they are from, for messages
   * @throws BadDataException if they have no such column of strings
   */
  public static Dataset<Row> requireText(Dataset<Row> rows, String path, String textColumn) {
    StructType schema = rows.schema();
    if (Arrays.stream(schema.fieldNames()).noneMatch(textColumn::equals)) {
      throw new BadDataException(
          "%s has no column '%s', there are %s; set data.text-column to the column of texts"
              .formatted(path, textColumn, String.join(", ", schema.fieldNames())));
    }
    if (!schema.apply(textColumn).dataType().equals(DataTypes.StringType)) {
      throw new BadDataException(
          "%s: column '%s' is of type %s, expected text"
              .formatted(path, textColumn, schema.apply(textColumn).dataType().simpleString()));
    }
    return rows;
  }

  /**
   * Number of rows of a table.
   *
   * @param rows all rows
   * @param withText rows that have a text
   */
  public record Count(long rows, long withText) {

    public long withoutText() {
      return rows - withText;
    }
  }

  /**
   * Returns the same rows; that they cannot be read to their end is then told as bad data.
   *
   * @param where where they are from, for messages
   */
  public static Dataset<Row> checked(Dataset<Row> rows, String where) {
    return rows.mapPartitions(
        (Iterator<Row> partition) -> new CheckedRows(partition, where),
        Encoders.row(rows.schema()));
  }

  /** Returns the column of texts alone. */
  public static Dataset<Row> texts(Dataset<Row> rows, String textColumn) {
    return rows.select(column(textColumn));
  }

  /** Counts the rows in one pass, without caching them. */
  public static Count count(Dataset<Row> rows, String textColumn) {
    Row counted =
        rows.agg(functions.count(functions.lit(1)), functions.count(column(textColumn))).first();
    return new Count(counted.getLong(0), counted.getLong(1));
  }

  /** Returns the rows that have a text. */
  public static Dataset<Row> withText(Dataset<Row> rows, String textColumn) {
    return rows.filter(column(textColumn).isNotNull());
  }

  private static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }
}
