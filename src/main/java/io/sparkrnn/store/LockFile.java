package io.sparkrnn.store;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;

/** Something on storage that one of several jobs gets, and which thereby holds a lock. */
interface LockFile {

  /** Returns the kind of lock that a file system can have. */
  static LockFile at(Path path, Storage storage) {
    return storage.isObjectStore()
        ? new ClaimedLock(storage, path)
        : new AtomicLockFile(storage, path);
  }

  Path path();

  /** Returns the same lock, accessed without retries. */
  LockFile withoutRetries();

  /**
   * Tries to get the lock: of two jobs that try, at most one succeeds.
   *
   * @param content unique to this job
   * @return whether this job got it
   */
  boolean create(String content);

  /** Returns the content of the job that holds it; empty if none does. */
  Optional<String> read();

  /** Makes the lock young again. */
  void renew(String content);

  /** Returns the milliseconds since it was renewed, by the file system's clock; empty if gone. */
  OptionalLong age();

  /**
   * Removes the lock if it still has a content.
   *
   * @return whether it had
   */
  boolean deleteIf(String content);

  /** Gives the lock up, by the job that holds it. */
  void release(String content);
}
