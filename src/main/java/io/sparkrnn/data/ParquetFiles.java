package io.sparkrnn.data;

import static org.apache.spark.sql.functions.col;

import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Parquet files as Spark reads them. */
final class ParquetFiles {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Spark takes these for patterns in a path. */
  private static final Pattern GLOB = Pattern.compile("[{}\\[\\]*?\\\\]");

  private ParquetFiles() {}

  /** The files as one table; what is wrong with them is told of {@code where}. */
  static Dataset<Row> load(String where, List<InputFile> files, SparkSession spark) {
    try {
      return spark
          .read()
          .parquet(
              files.stream()
                  .map(file -> GLOB.matcher(file.path()).replaceAll("\\\\$0"))
                  .toArray(String[]::new));
    } catch (Exception e) {
      // Scala throws checked exceptions (AnalysisException, SparkException) undeclared.
      throw new BadDataException(
          "%s cannot be read as Parquet: %s".formatted(where, Inputs.reason(e)), e);
    }
  }

  /** A column by its name, whatever characters it has. */
  static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /** Fails if a file does not begin and end as Parquet does. */
  static void requireWhole(InputFile file, Configuration hadoop) {
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
