package io.sparkrnn.store;

import io.sparkrnn.config.OutputSettings.Overwrite;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/** Folder that is written hidden, beside its final location, and renamed. */
final class RenamedFolder extends AtomicFolder {

  private final Path old;
  private final Overwrite overwrite;

  private RenamedFolder(Storage storage, Path target, Path hidden, Overwrite overwrite) {
    super(storage, target, hidden);
    this.old = beside(target, "replaced");
    this.overwrite = overwrite;
  }

  /** Begins a folder of a name that no other job has. */
  static AtomicFolder begin(Storage storage, Path target, Overwrite overwrite) {
    Path hidden = beside(target, UUID.randomUUID().toString());
    return new RenamedFolder(storage, target, hidden, overwrite);
  }

  static AtomicFolder beginLocked(Storage storage, Path target, Overwrite overwrite) {
    Path hidden = beside(target, "partial");
    storage.delete(hidden);
    storage.makeFolder(hidden);
    return new RenamedFolder(storage, target, hidden, overwrite);
  }

  @Override
  void publishFiles() {
    if (overwrite == Overwrite.REPLACE && storage().exists(target())) {
      replace();
    } else {
      storage().rename(path(), target());
    }
  }

  private void replace() {
    storage().delete(old);
    storage().rename(target(), old);
    try {
      storage().rename(path(), target());
    } catch (RuntimeException e) {
      storage().rename(old, target());
      throw e;
    }
  }

  @Override
  void cleanUp() {
    if (overwrite == Overwrite.REPLACE) {
      tidy(() -> storage().delete(old));
    }
  }

  @Override
  void abandon() {
    storage().withoutRetries().delete(path());
  }
}
