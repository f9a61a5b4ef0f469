package io.sparkrnn.store;

import java.io.FileNotFoundException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
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
    Storage storage = Storage.of(file, spark.sparkContext().hadoopConfiguration());
    Path path = storage.qualified(file);
    storage.makeFolder(path.getParent());
    Path temporary = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID());
    try {
      // Spark writes a folder; with a single partition it holds one file, which is moved out.
      spark.createDataFrame(rows, columns).coalesce(1).write().parquet(temporary.toString());
      Path part = part(storage, temporary);
      storage.delete(path);
      storage.rename(part, path);
    } finally {
      storage.delete(temporary);
    }
    return path.toUri().toString();
  }

  private static Path part(Storage storage, Path folder) {
    return storage.io(
        "cannot read " + folder,
        () ->
            Arrays.stream(storage.fileSystem().listStatus(folder))
                .map(FileStatus::getPath)
                .filter(one -> one.getName().endsWith(".parquet"))
                .findFirst()
                .orElseThrow(() -> new FileNotFoundException("no Parquet file in " + folder)));
  }
}
