package io.sparkrnn.store;

import io.sparkrnn.error.OutputConflictException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A folder that belongs to no run. It is filled under a hidden name beside its own and gets its own
 * name in one rename at the end; closed before that, it leaves nothing.
 */
final class PublishedFolder implements AutoCloseable {

  private final Storage storage;
  private final Path published;
  private final Path partial;

  private PublishedFolder(Storage storage, Path published) {
    this.storage = storage;
    this.published = published;
    this.partial =
        new Path(published.getParent(), ".%s.%s".formatted(published.getName(), UUID.randomUUID()));
  }

  /**
   * Begins a folder.
   *
   * @throws OutputConflictException if there is something of its name
   */
  static PublishedFolder begin(String folder, Configuration hadoop) {
    Path given = new Path(folder);
    Storage storage = Storage.of(given, hadoop);
    Path published = storage.qualified(given);
    if (storage.exists(published)) {
      throw new OutputConflictException(
          published + " exists already; choose another place with --out, or remove it");
    }
    storage.makeFolder(published.getParent());
    return new PublishedFolder(storage, published);
  }

  Storage storage() {
    return storage;
  }

  /** Where its files are written. */
  Path path() {
    return partial;
  }

  /** Gives it its name, and returns that as a URI. */
  String publish() {
    storage.rename(partial, published);
    return published.toUri().toString();
  }

  @Override
  public void close() {
    storage.delete(partial);
  }
}
