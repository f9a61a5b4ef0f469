package io.sparkrnn.store;

import io.sparkrnn.error.ConfigurationException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Tests whether a run can be written and published in a folder; cleans up after itself. On an
 * object store, which needs no rename, a small file is written and deleted.
 */
public final class RenameProbe {

  /** Errors that a change of settings mends. */
  private static final Set<StorageErrorKind> MISTAKES =
      Set.of(StorageErrorKind.OTHER, StorageErrorKind.BUCKET, StorageErrorKind.CREDENTIALS);

  private RenameProbe() {}

  /**
   * Creates, renames and deletes a hidden folder in {@code dir} or, if that does not exist, in its
   * nearest existing parent.
   *
   * @return why the file system does not support this; empty if it does, or if the probe failed for
   *     another reason, such as a missing permission or a broken connection
   */
  public static Optional<String> in(String dir, Configuration hadoop) {
    try {
      Path wanted = new Path(dir);
      Storage storage = Storage.of(wanted, hadoop).withoutRetries();
      if (storage.isObjectStore()) {
        return writing(storage, storage.qualified(wanted));
      }
      Path existing = storage.qualified(wanted);
      while (existing.getParent() != null && !storage.exists(existing)) {
        existing = existing.getParent();
      }
      Path from = new Path(existing, ".spark-rnn-probe." + UUID.randomUUID());
      Path to = from.suffix(".renamed");
      try {
        storage.makeFolder(from);
        if (!storage.exists(from)) {
          return Optional.of("cannot create a folder in " + existing);
        }
        storage.rename(from, to);
        if (storage.exists(from) || !storage.exists(to)) {
          return Optional.of("a folder in %s kept its old name after a rename".formatted(existing));
        }
        return Optional.empty();
      } finally {
        storage.delete(to);
        storage.delete(from);
      }
    } catch (UncheckedIOException e) {
      // Transient failures, permissions and disk space are reported by the job when it writes.
      return MISTAKES.contains(StorageErrorKind.of(e))
          ? Optional.of(String.valueOf(e.getMessage()))
          : Optional.empty();
    } catch (UnsupportedOperationException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (ConfigurationException e) {
      // The client is missing, which is no fault of the location.
      throw e;
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  /** Writes a file. Whether it may be deleted is a permission of its own. */
  private static Optional<String> writing(Storage storage, Path dir) {
    Path probe = new Path(dir, ".spark-rnn-probe." + UUID.randomUUID());
    storage.write(probe, "");
    storage.delete(probe);
    return Optional.empty();
  }
}
