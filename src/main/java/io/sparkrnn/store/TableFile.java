package io.sparkrnn.store;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Writes a table as a single file: Parquet if the name ends with .parquet, else CSV. */
public final class TableFile {

  private TableFile() {}

  /**
   * Writes a table atomically; an existing file is replaced.
   *
   * @param file local or any Hadoop URI; its folder is created
   * @return URI of the file
   */
  public static String write(SparkSession spark, StructType columns, List<Row> rows, String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".parquet")
        ? parquet(spark, columns, rows, new Path(file))
        : SingleFile.write(file, csv(columns, rows), spark.sparkContext().hadoopConfiguration());
  }

  /** Returns the table as CSV (RFC 4180) with a header line, but lines end with LF. */
  public static String csv(StructType columns, List<Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append(Arrays.stream(columns.fieldNames()).map(TableFile::cell).collect(line()));
    for (Row row : rows) {
      text.append(
          IntStream.range(0, row.size())
              .mapToObj(i -> row.isNullAt(i) ? "" : cell(row.get(i).toString()))
              .collect(line()));
    }
    return text.toString();
  }

  private static java.util.stream.Collector<CharSequence, ?, String> line() {
    return Collectors.joining(",", "", "\n");
  }

  private static String cell(String text) {
    return text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  private static String parquet(SparkSession spark, StructType columns, List<Row> rows, Path file) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Storage storage = Storage.of(file, hadoop);
    Path path = storage.qualified(file);
    try (ScratchFolder scratch = ScratchFolder.in(path.getParent().toString(), hadoop)) {
      // Spark writes a folder; with a single partition it holds one file, which is moved out.
      Path folder = new Path(scratch.place("table"));
      spark.createDataFrame(rows, columns).coalesce(1).write().parquet(folder.toString());
      Path part =
          storage.list(folder).stream()
              .filter(one -> one.getName().endsWith(".parquet"))
              .findFirst()
              .orElseThrow();
      storage.delete(path);
      storage.rename(part, path);
    }
    return path.toUri().toString();
  }
}
