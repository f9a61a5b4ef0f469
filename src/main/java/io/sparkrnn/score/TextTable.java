package io.sparkrnn.score;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A table with a column of texts, read with all of its columns. */
public final class TextTable {

  /** The column in which Spark keeps what it could not read of a line. */
  static final String CORRUPT = "_corrupt_record";

  /** The kinds of files that are read. */
  public enum Kind {
    PARQUET,
    JSONL,
    CSV,
    TSV,
    /** A text a line, in a column named as the texts'. */
    TEXT;

    /**
     * The kind that a name ends in.
     *
     * @throws ConfigurationException if it ends in none
     */
    public static Kind of(String path) {
      String name = path.toLowerCase(Locale.ROOT).replaceAll("(\\.gz|/)$", "");
      return Arrays.stream(values())
          .filter(kind -> kind.endings().stream().anyMatch(name::endsWith))
          .findFirst()
          .orElseThrow(
              () ->
                  new ConfigurationException(
                      "%s does not say what it is: expected a name that ends in .parquet, .jsonl, .json, .csv, .tsv or .txt; or name the kind with --format"
                          .formatted(path)));
    }

    private java.util.List<String> endings() {
      return switch (this) {
        case PARQUET -> java.util.List.of(".parquet");
        case JSONL -> java.util.List.of(".jsonl", ".ndjson", ".json");
        case CSV -> java.util.List.of(".csv");
        case TSV -> java.util.List.of(".tsv");
        case TEXT -> java.util.List.of(".txt");
      };
    }
  }

  private TextTable() {}

  /**
   * Reads a table. Lines that are none of their kind are kept as rows without a text.
   *
   * @param path file or folder, local or any Hadoop URI
   * @param textColumn the column of texts
   * @throws BadDataException if it is not there, or has no such column of text
   */
  public static Dataset<Row> read(SparkSession spark, String path, Kind kind, String textColumn) {
    Dataset<Row> rows;
    try {
      rows =
          switch (kind) {
            case PARQUET -> spark.read().parquet(path);
            case JSONL -> spark.read().option("columnNameOfCorruptRecord", CORRUPT).json(path);
            case CSV -> delimited(spark, path, ",");
            case TSV -> delimited(spark, path, "\t");
            case TEXT -> spark.read().text(path).withColumnRenamed("value", textColumn);
          };
    } catch (Exception e) {
      // Spark throws its AnalysisException without declaring it.
      throw new BadDataException(
          "%s cannot be read as %s: %s"
              .formatted(
                  path, kind.name().toLowerCase(Locale.ROOT), e.getMessage().lines().findFirst()),
          e);
    }
    return requireText(rows, path, textColumn);
  }

  private static Dataset<Row> delimited(SparkSession spark, String path, String separator) {
    return spark
        .read()
        .option("header", true)
        .option("sep", separator)
        .option("quote", "\"")
        // RFC 4180, as training reads it: a quote within quotes is doubled.
        .option("escape", "\"")
        .option("multiLine", true)
        .csv(path);
  }

  private static Dataset<Row> requireText(Dataset<Row> rows, String path, String textColumn) {
    StructType schema = rows.schema();
    if (Arrays.stream(schema.fieldNames()).noneMatch(textColumn::equals)) {
      throw new BadDataException(
          "%s has no column '%s', there are %s; name the one with the texts with data.text-column"
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
   * How many rows a table has.
   *
   * @param withText that have a text
   */
  public record Count(long rows, long withText) {

    public long withoutText() {
      return rows - withText;
    }
  }

  /** Counts the rows, in one pass and without keeping them. */
  public static Count count(Dataset<Row> rows, String textColumn) {
    Row counted =
        rows.agg(functions.count(functions.lit(1)), functions.count(column(textColumn))).first();
    return new Count(counted.getLong(0), counted.getLong(1));
  }

  /** The rows that have a text. */
  public static Dataset<Row> withText(Dataset<Row> rows, String textColumn) {
    return rows.filter(column(textColumn).isNotNull());
  }

  private static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }
}
