package io.sparkrnn.store;

import io.sparkrnn.error.InterruptedRunException;
import io.sparkrnn.error.OutputConflictException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;

/** Lets one writer after the other change a folder; they wait for each other a while. */
final class WriterLock {

  /** Longer than a writer takes that copies a model, or is found to be gone. */
  private static final Duration PATIENCE = RunLock.LEASE.multipliedBy(2);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Storage storage;
  private final Path file;

  WriterLock(Storage storage, Path file) {
    this.storage = storage;
    this.file = file;
  }

  /**
   * Does something while nobody else does.
   *
   * @throws OutputConflictException if another writer did not end in time
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
      throw new InterruptedRunException("interrupted while another job wrote the models", e);
    }
  }
}
