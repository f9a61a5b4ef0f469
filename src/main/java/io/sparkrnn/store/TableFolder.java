package io.sparkrnn.store;

import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.OutputConflictException;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A table that is written by the executors, in parts, and is there whole or not at all. */
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
   * The place of a table.
   *
   * @param path local or any Hadoop URI that the executors can write to
   * @throws OutputConflictException if something is there and is not to be replaced
   */
  public static TableFolder claim(String path, Overwrite overwrite, Configuration hadoop) {
    Storage storage = Storage.of(new Path(path), hadoop);
    Path folder = storage.qualified(new Path(path));
    if (overwrite == Overwrite.REFUSE && storage.exists(folder)) {
      throw new OutputConflictException(
          "%s exists already; choose another place, or set output.overwrite = replace"
              .formatted(folder));
    }
    return new TableFolder(storage, folder, overwrite);
  }

  /**
   * Writes the table.
   *
   * @param format as Spark calls it
   * @param options of the format
   * @return where it is, as a URI
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
