package io.sparkrnn.data;

import static org.apache.spark.sql.functions.col;

import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Parquet files, read by Spark; a row's place is its file and its index there. */
final class ParquetSource extends TableSource {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Spark takes these for patterns in a path. */
  private static final Pattern GLOB = Pattern.compile("[{}\\[\\]*?\\\\]");

  private final Configuration hadoop;

  ParquetSource(TableSchema schema, Supplier<List<TablePart>> listing, Configuration hadoop) {
    super(SourceKind.PARQUET, schema, listing);
    this.hadoop = hadoop;
  }

  @Override
  JavaRDD<SourceRow> read(TablePart part, SparkSession spark) {
    part.files().forEach(this::requireParquet);
    Dataset<Row> table = load(part, spark);
    requireTypes(table.schema(), part.path());
    TableSchema schema = schema();
    SplitRule rule = part.rule();
    String where = part.path();
    // As bytes: as a string, Spark would replace what is not UTF-8 in silence.
    return table
        .select(
            column(schema.text()).cast("binary"),
            column(schema.label()).cast("string"),
            col("_metadata.file_path"),
            col("_metadata.row_index"))
        .javaRDD()
        .mapPartitions(rows -> new ParquetRows(rows, where, schema, rule));
  }

  private Dataset<Row> load(TablePart part, SparkSession spark) {
    try {
      return spark
          .read()
          .parquet(
              part.files().stream()
                  .map(file -> GLOB.matcher(file.path()).replaceAll("\\\\$0"))
                  .toArray(String[]::new));
    } catch (Exception e) {
      // Scala throws checked exceptions (AnalysisException, SparkException) undeclared.
      throw new BadDataException(
          "%s cannot be read as Parquet: %s".formatted(part.path(), Inputs.reason(e)), e);
    }
  }

  private void requireTypes(StructType table, String where) {
    schema().requireColumns(Arrays.asList(table.fieldNames()), where);
    DataType text = table.apply(schema().text()).dataType();
    if (!(text instanceof StringType) && !(text instanceof BinaryType)) {
      throw new BadDataException(
          "%s: column '%s' is of type %s, expected string"
              .formatted(where, schema().text(), text.simpleString()));
    }
    DataType label = table.apply(schema().label()).dataType();
    if (!(label instanceof StringType)
        && !(label instanceof NumericType)
        && !(label instanceof BooleanType)) {
      throw new BadDataException(
          "%s: column '%s' is of type %s, expected string, a number or boolean"
              .formatted(where, schema().label(), label.simpleString()));
    }
  }

  private static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  private void requireParquet(InputFile file) {
    byte[] head = new byte[MAGIC.length];
    byte[] tail = new byte[MAGIC.length];
    if (file.length() >= 2 * MAGIC.length) {
      try (FSDataInputStream in =
          new Path(file.path()).getFileSystem(hadoop).open(new Path(file.path()))) {
        in.readFully(0, head);
        in.readFully(file.length() - tail.length, tail);
      } catch (IOException e) {
        throw new BadDataException(
            "cannot read %s: %s".formatted(file.path(), Inputs.reason(e)), e);
      }
    }
    if (!Arrays.equals(head, MAGIC) || !Arrays.equals(tail, MAGIC)) {
      throw new BadDataException(
          "%s is not a whole Parquet file: it does not begin and end with PAR1"
              .formatted(file.path()));
    }
  }
}
