package io.sparkrnn.store;

import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A hidden folder for what nobody keeps; closed, it is gone with all that is in it. */
public final class ScratchFolder implements AutoCloseable {

  private final Storage storage;
  private final Path folder;

  private ScratchFolder(Storage storage, Path folder) {
    this.storage = storage;
    this.folder = folder;
  }

  /**
   * Makes a folder.
   *
   * @param dir where it is, local or any Hadoop URI; made if it is not there
   */
  public static ScratchFolder in(String dir, Configuration hadoop) {
    Path given = new Path(dir);
    Storage storage = Storage.of(given, hadoop);
    Path folder = new Path(storage.qualified(given), ".scratch." + UUID.randomUUID());
    storage.makeFolder(folder);
    return new ScratchFolder(storage, folder);
  }

  /** The place of a name in it, as a URI; nothing need be there. */
  public String place(String name) {
    return new Path(folder, name).toUri().toString();
  }

  /** Deletes what is at the place of a name, if anything is. */
  public void delete(String name) {
    storage.delete(new Path(folder, name));
  }

  @Override
  public void close() {
    storage.delete(folder);
  }
}
