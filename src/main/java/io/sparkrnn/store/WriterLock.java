package io.sparkrnn.store;

import io.sparkrnn.error.InterruptedRunException;
import io.sparkrnn.error.OutputConflictException;
import java.time.Duration;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;

/** Serializes the changes that several jobs make to a folder; each waits for the others. */
final class WriterLock {

  /** Longer than a writer needs to copy a model, and than a lost writer's lock stays valid. */
  private static final Duration PATIENCE = RunLock.LEASE.multipliedBy(2);

  private static final Duration PAUSE = Duration.ofMillis(200);

  /** On an object store, a look at the lock is several requests. */
  private static final Duration PAUSE_OF_REQUESTS = Duration.ofSeconds(1);

  private final Storage storage;
  private final Path file;

  WriterLock(Storage storage, Path file) {
    this.storage = storage;
    this.file = file;
  }

  /**
   * Runs an action, which gets the lock, while holding it.
   *
   * @throws OutputConflictException if another writer did not finish in time
   */
  <T> T holding(Function<RunLock, T> action) {
    try (RunLock held = acquire()) {
      T result = action.apply(held);
      held.require();
      return result;
    }
  }

  private RunLock acquire() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return RunLock.acquire(storage, file, file.getParent().getName());
      } catch (OutputConflictException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        pause(storage.isObjectStore() ? PAUSE_OF_REQUESTS : PAUSE);
      }
    }
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedRunException(
          "interrupted while waiting for another job that writes the models", e);
    }
  }
}
