package io.sparkrnn.store;

import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Hidden temporary folder; {@link #close} deletes it with its content. */
public final class ScratchFolder implements AutoCloseable {

  private final Storage storage;
  private final Path folder;

  private ScratchFolder(Storage storage, Path folder) {
    this.storage = storage;
    this.folder = folder;
  }

  /**
   * Creates a temporary folder.
   *
   * @param dir parent folder, local or any Hadoop URI; created if missing
   */
  public static ScratchFolder in(String dir, Configuration hadoop) {
    Path given = new Path(dir);
    Storage storage = Storage.of(given, hadoop);
    Path folder = new Path(storage.qualified(given), ".scratch." + UUID.randomUUID());
    storage.makeFolder(folder);
    return new ScratchFolder(storage, folder);
  }

  /** Returns the URI of a name in this folder, whether or not it exists. */
  public String place(String name) {
    return new Path(folder, name).toUri().toString();
  }

  /** Deletes a file or folder in this folder, if it exists. */
  public void delete(String name) {
    storage.delete(new Path(folder, name));
  }

  @Override
  public void close() {
    storage.delete(folder);
  }
}
