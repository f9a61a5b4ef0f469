package io.sparkrnn.data.table;

import static org.apache.spark.sql.functions.col;

import io.sparkrnn.config.HadoopFiles;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Checks Parquet files and loads them with Spark. */
public final class ParquetFiles {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Characters that Spark interprets as glob patterns in a path. */
  private static final Pattern GLOB = Pattern.compile("[{}\\[\\]*?\\\\]");

  private static final int MOST_FOOTERS = 2_000;

  private ParquetFiles() {}

  /**
   * Loads files as one table.
   *
   * @param where the path of the table, for messages
   * @throws BadDataException if Spark cannot read their schema
   */
  public static Dataset<Row> load(String where, List<InputFile> files, SparkSession spark) {
    requireReadable(files, spark.sparkContext().hadoopConfiguration());
    try {
      return spark
          .read()
          .option("basePath", base(where, files))
          .parquet(files.stream().map(file -> literal(file.path())).toArray(String[]::new));
    } catch (Exception e) {
      // Scala code throws the checked AnalysisException and SparkException without declaring them.
      throw new BadDataException(
          "%s cannot be read as Parquet: %s".formatted(where, InputFiles.reason(e)), e);
    }
  }

  /**
   * Checks that files are complete and that the footer of the first can be read.
   *
   * @throws BadDataException if not
   */
  public static void requireReadable(List<InputFile> files, Configuration hadoop) {
    files.forEach(file -> requireComplete(file, hadoop));
    // Spark takes the schema from the first file, in a task whose failure does not name the file.
    rows(files.get(0), hadoop);
  }

  /** Returns a path that Spark does not take for a pattern. */
  static String literal(String path) {
    return GLOB.matcher(path).replaceAll("\\\\$0");
  }

  /** Returns the folder below which folders are partitions. */
  static String base(String root, List<InputFile> files) {
    return files.size() == 1 && files.get(0).path().equals(root)
        ? new Path(root).getParent().toString()
        : root;
  }

  /**
   * Returns the number of rows by the files' footers; empty for so many files that reading them
   * takes long.
   */
  static OptionalLong rows(List<InputFile> files, Configuration hadoop) {
    if (files.size() > MOST_FOOTERS) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(files.parallelStream().mapToLong(file -> rows(file, hadoop)).sum());
  }

  private static long rows(InputFile file, Configuration hadoop) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.path()), hadoop))) {
      return reader.getRecordCount();
    } catch (IOException | RuntimeException e) {
      throw new BadDataException(
          "%s cannot be read as Parquet: its footer is damaged (%s)"
              .formatted(file.path(), InputFiles.reason(e)),
          e);
    }
  }

  /** Returns the column of a name, which may contain any characters. */
  public static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /**
   * Checks that a file is not truncated.
   *
   * @throws BadDataException if it does not begin and end with Parquet's magic number
   */
  public static void requireComplete(InputFile file, Configuration hadoop) {
    byte[] head = new byte[MAGIC.length];
    byte[] tail = new byte[MAGIC.length];
    if (file.length() >= 2 * MAGIC.length) {
      try (FSDataInputStream in =
          HadoopFiles.of(new Path(file.path()), hadoop).open(new Path(file.path()))) {
        in.readFully(0, head);
        in.readFully(file.length() - tail.length, tail);
      } catch (IOException e) {
        throw new BadDataException(
            "cannot read %s: %s".formatted(file.path(), InputFiles.reason(e)), e);
      }
    }
    if (!Arrays.equals(head, MAGIC) || !Arrays.equals(tail, MAGIC)) {
      throw new BadDataException(
          "%s is not a complete Parquet file: it does not begin and end with PAR1"
              .formatted(file.path()));
    }
  }
}
