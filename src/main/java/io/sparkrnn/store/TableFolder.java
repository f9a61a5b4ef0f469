package io.sparkrnn.store;

import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.OutputConflictException;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Output table that the executors write in parts and that appears atomically. */
public final class TableFolder {

  private final Storage storage;
  private final Path folder;
  private final Overwrite overwrite;

  private TableFolder(Storage storage, Path folder, Overwrite overwrite) {
    this.storage = storage;
    this.folder = folder;
    this.overwrite = overwrite;
  }

  /**
   * Prepares a table.
   *
   * @param path final location, local or any Hadoop URI that the executors can write to
   * @throws OutputConflictException if it exists and {@code overwrite} is {@code REFUSE}
   */
  public static TableFolder claim(String path, Overwrite overwrite, Configuration hadoop) {
    Storage storage = Storage.of(new Path(path), hadoop);
    Path folder = storage.qualified(new Path(path));
    if (overwrite == Overwrite.REFUSE && storage.exists(folder)) {
      throw new OutputConflictException(
          "%s exists already; choose another location, or set output.overwrite = replace"
              .formatted(folder));
    }
    return new TableFolder(storage, folder, overwrite);
  }

  /**
   * Writes the table.
   *
   * @param format name of a Spark data source format
   * @param options options of the format
   * @return URI of the table
   */
  public String write(Dataset<Row> rows, String format, Map<String, String> options) {
    Path temporary =
        new Path(folder.getParent(), ".%s.%s".formatted(folder.getName(), UUID.randomUUID()));
    try {
      rows.write().format(format).options(options).save(temporary.toString());
      if (overwrite == Overwrite.REPLACE) {
        storage.delete(folder);
      }
      storage.rename(temporary, folder);
    } finally {
      storage.delete(temporary);
    }
    return folder.toUri().toString();
  }
}
