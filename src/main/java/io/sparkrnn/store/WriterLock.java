package io.sparkrnn.store;

import io.sparkrnn.error.InterruptedRunException;
import io.sparkrnn.error.OutputConflictException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;

/** Serializes the changes that several jobs make to a folder; each waits for the others. */
final class WriterLock {

  /** Longer than a writer needs to copy a model, and than a lost writer's lock stays valid. */
  private static final Duration PATIENCE = RunLock.LEASE.multipliedBy(2);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Storage storage;
  private final Path file;

  WriterLock(Storage storage, Path file) {
    this.storage = storage;
    this.file = file;
  }

  /**
   * Runs an action while holding the lock.
   *
   * @throws OutputConflictException if another writer did not finish in time
   */
  <T> T holding(Supplier<T> action) {
    try (RunLock held = acquire()) {
      T result = action.get();
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
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedRunException(
          "interrupted while waiting for another job that writes the models", e);
    }
  }
}
