package io.sparkrnn.store;

import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.OutputConflictException;
import org.apache.hadoop.fs.Path;

/**
 * Folder on an object store, where a rename is not atomic: its files are written to their final
 * place, and then a {@link FolderManifest}, without which readers take no notice of them. Only the
 * owner of a lock writes it. A folder that replaces another one is written beside it and moved file
 * by file, while neither is visible.
 */
final class ManifestedFolder extends AtomicFolder {

  private final Runnable requireLock;
  private final Runnable release;

  private ManifestedFolder(
      Storage storage, Path target, Path written, Runnable requireLock, Runnable release) {
    super(storage, target, written);
    this.requireLock = requireLock;
    this.release = release;
  }

  /** Begins a folder with a lock of its own, which it holds until it is closed. */
  static AtomicFolder beginWithLock(Storage storage, Path target, Overwrite overwrite) {
    RunLock lock = RunLock.acquire(storage, beside(target, "lock"), target.getName());
    try {
      return begin(storage, target, overwrite, lock::require, lock::close);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  static AtomicFolder beginLocked(
      Storage storage, Path target, Overwrite overwrite, Runnable requireLock) {
    return begin(storage, target, overwrite, requireLock, () -> {});
  }

  private static AtomicFolder begin(
      Storage storage, Path target, Overwrite overwrite, Runnable requireLock, Runnable release) {
    // Another job may have published it just before this one got the lock.
    boolean taken = isTaken(storage, target);
    if (taken && overwrite == Overwrite.REFUSE) {
      throw new OutputConflictException(target + " exists already");
    }
    Path hidden = beside(target, "partial");
    storage.delete(hidden);
    if (!taken) {
      FolderManifest.remove(storage, target);
    }
    Path written = taken ? hidden : target;
    FolderManifest.begin(storage, written);
    return new ManifestedFolder(storage, target, written, requireLock, release);
  }

  @Override
  void write(String name, Storage.Content content) {
    // A job that lost its lock would otherwise write into the next one's folder.
    requireLock.run();
    super.write(name, content);
  }

  @Override
  void publishFiles() {
    requireLock.run();
    if (!path().equals(target())) {
      FolderManifest.remove(storage(), target());
      FolderManifest.begin(storage(), target());
      storage().list(path()).stream()
          .filter(file -> !file.getName().equals(FolderManifest.MARKER))
          .forEach(file -> storage().rename(file, new Path(target(), file.getName())));
      requireLock.run();
    }
    FolderManifest.complete(storage(), target());
  }

  @Override
  void cleanUp() {
    if (!path().equals(target())) {
      tidy(() -> storage().delete(path()));
    }
  }

  @Override
  void abandon() {
    requireLock.run();
    FolderManifest.remove(storage().withoutRetries(), path());
  }

  @Override
  public void close() {
    try {
      super.close();
    } finally {
      tidy(release);
    }
  }
}
