package io.sparkrnn.store;

import org.apache.hadoop.fs.Path;

/**
 * State of a folder that a job publishes as a whole. Where a rename is atomic, what is there is
 * whole. On an object store, a folder that this program wrote begins with {@link
 * FolderManifest#MARKER} and ends with its manifest; one without either was copied there.
 */
enum FolderState {
  ABSENT,
  /** A job is writing it, or died while it did, or is removing it. */
  UNFINISHED,
  /** It lacks files that its manifest lists. */
  DAMAGED,
  WHOLE;

  static FolderState of(Storage storage, Path folder) {
    if (!storage.isObjectStore()) {
      return storage.exists(folder) ? WHOLE : ABSENT;
    }
    return FolderManifest.read(storage, folder)
        .map(manifest -> manifest.missing(storage, folder).isEmpty() ? WHOLE : DAMAGED)
        .orElseGet(() -> withoutManifest(storage, folder));
  }

  private static FolderState withoutManifest(Storage storage, Path folder) {
    if (storage.exists(new Path(folder, FolderManifest.MARKER))) {
      return UNFINISHED;
    }
    // Clients leave objects that stand for empty folders.
    return FolderManifest.list(storage, folder).isEmpty() ? ABSENT : WHOLE;
  }
}
