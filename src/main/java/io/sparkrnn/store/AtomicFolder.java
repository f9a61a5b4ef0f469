package io.sparkrnn.store;

import io.sparkrnn.error.OutputConflictException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Output folder outside any run that appears atomically: files are written to a hidden sibling
 * folder, which {@link #publish} renames to the final name. {@link #close} deletes an unpublished
 * one.
 */
final class AtomicFolder implements AutoCloseable {

  private final Storage storage;
  private final Path published;
  private final Path partial;

  private AtomicFolder(Storage storage, Path published) {
    this.storage = storage;
    this.published = published;
    this.partial =
        new Path(published.getParent(), ".%s.%s".formatted(published.getName(), UUID.randomUUID()));
  }

  /**
   * Prepares an output folder.
   *
   * @param folder final location, local or any Hadoop URI
   * @throws OutputConflictException if it exists already
   */
  static AtomicFolder begin(String folder, Configuration hadoop) {
    Path given = new Path(folder);
    Storage storage = Storage.of(given, hadoop);
    Path published = storage.qualified(given);
    if (storage.exists(published)) {
      throw new OutputConflictException(
          published + " exists already; choose another location with --out, or remove it");
    }
    storage.makeFolder(published.getParent());
    return new AtomicFolder(storage, published);
  }

  Storage storage() {
    return storage;
  }

  /** Hidden folder to write the files to. */
  Path path() {
    return partial;
  }

  /** Renames the folder to its final name and returns its URI. */
  String publish() {
    storage.rename(partial, published);
    return published.toUri().toString();
  }

  @Override
  public void close() {
    storage.delete(partial);
  }
}
