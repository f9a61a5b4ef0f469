package io.sparkrnn.store;

import io.sparkrnn.error.OutputConflictException;
import io.sparkrnn.error.SecretRedaction;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exclusive lock on a run: a file that is created atomically and rewritten by its owner every ten
 * seconds. Another job takes the lock over if the owner's process has ended or, for an owner on
 * another machine, if the file was not rewritten within {@link #LEASE}.
 */
final class RunLock implements AutoCloseable {

  /** Age from which a lock file that is not renewed counts as abandoned. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration RENEWAL = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  private final Storage storage;
  private final Path file;
  private final String content;
  private final ScheduledExecutorService renewal;

  /** Whether a renewal failed halfway, so that the file may hold a prefix of our content. */
  private boolean torn;

  private RunLock(Storage storage, Path file, String content) {
    this.storage = storage;
    this.file = file;
    this.content = content;
    renewal =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "spark-rnn-lock");
              thread.setDaemon(true);
              return thread;
            });
    renewal.scheduleWithFixedDelay(
        this::renew, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * Acquires the lock.
   *
   * @throws OutputConflictException if another job holds it
   */
  static RunLock acquire(Storage storage, Path file, String runId) {
    String content = LockOwner.current().toText();
    if (!create(storage, file, content)) {
      takeOver(storage, file, runId);
      if (!create(storage, file, content)) {
        throw new OutputConflictException(
            "another job has just started to write the run '%s' (%s)".formatted(runId, file));
      }
    }
    return new RunLock(storage, file, content);
  }

  private static boolean create(Storage storage, Path file, String content) {
    return storage.io(
        "cannot write " + file,
        () -> {
          try {
            storage.createNew(file, content.getBytes(StandardCharsets.UTF_8));
            return true;
          } catch (FileAlreadyExistsException e) {
            return isOwn(storage, file, content);
          } catch (IOException e) {
            // HDFS wraps FileAlreadyExistsException while another client has the file open.
            if (!StorageErrorKind.of(e).isTransient() && storage.exists(file)) {
              return isOwn(storage, file, content);
            }
            throw e;
          }
        });
  }

  /** Whether we created the file in an earlier attempt whose response was lost. */
  private static boolean isOwn(Storage storage, Path file, String content) {
    return read(storage, file).filter(content::equals).isPresent();
  }

  /** Removes an abandoned lock. */
  private static void takeOver(Storage storage, Path file, String runId) {
    Optional<String> found = read(storage, file);
    if (found.isEmpty()) {
      return;
    }
    Optional<LockOwner> owner = LockOwner.parse(found.get());
    OptionalLong written = age(storage, file);
    if (written.isEmpty()) {
      return;
    }
    long age = written.getAsLong();
    if (owner.filter(LockOwner::isGone).isEmpty() && age <= LEASE.toMillis()) {
      throw new OutputConflictException(
          ("another job is writing the run '%s': %s, which wrote %s %d s ago; wait for it, or choose"
                  + " another run.id. If it died on another machine, try again in %d s")
              .formatted(
                  runId,
                  owner
                      .map(one -> "process %d, since %s".formatted(one.process(), one.since()))
                      .orElse("an unknown process"),
                  file,
                  age / 1000,
                  (LEASE.toMillis() - age) / 1000 + 1));
    }
    // Only one job can rename the file. Another job may have replaced it since it was read.
    Path aside = new Path(file.getParent(), file.getName() + "." + UUID.randomUUID());
    storage.rename(file, aside);
    if (!read(storage, aside).equals(found)) {
      storage.rename(aside, file);
      throw new OutputConflictException(
          "another job has just started to write the run '%s' (%s)".formatted(runId, file));
    }
    storage.delete(aside);
    LOG.warn(
        "the job that held {} has ended; taking it over", SecretRedaction.hidden(file.toString()));
  }

  private static Optional<String> read(Storage storage, Path file) {
    try {
      return Optional.of(storage.readText(file));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof FileNotFoundException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Milliseconds since the last write, by the file system's clock; empty if it was removed. */
  private static OptionalLong age(Storage storage, Path file) {
    Path probe = new Path(file.getParent(), file.getName() + "." + UUID.randomUUID());
    storage.write(probe, "");
    try {
      long now = modified(storage, probe);
      return OptionalLong.of(now - modified(storage, file));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof FileNotFoundException) {
        return OptionalLong.empty();
      }
      throw e;
    } finally {
      storage.delete(probe);
    }
  }

  private static long modified(Storage storage, Path file) {
    FileStatus status =
        storage.io("cannot look at " + file, () -> storage.fileSystem().getFileStatus(file));
    return status.getModificationTime();
  }

  private synchronized void renew() {
    try {
      Storage now = storage.withoutRetries();
      if (isHeld(now)) {
        torn = true;
        now.overwrite(file, content.getBytes(StandardCharsets.UTF_8));
        torn = false;
      }
    } catch (RuntimeException e) {
      // The next renewal may succeed. If none does before the lease ends, require() fails.
      LOG.warn("{}", SecretRedaction.hidden("cannot renew %s: %s".formatted(file, e.getMessage())));
    }
  }

  private boolean isHeld(Storage seenThrough) {
    return read(seenThrough, file)
        .filter(found -> found.equals(content) || torn && content.startsWith(found))
        .isPresent();
  }

  /**
   * Checks that this job still holds the lock.
   *
   * @throws OutputConflictException if another job took it over
   */
  synchronized void require() {
    if (!isHeld(storage)) {
      throw new OutputConflictException(
          ("another job took over the run (%s): this job did not renew its lock for more than %d s,"
                  + " or the lock file was removed")
              .formatted(file, LEASE.toSeconds()));
    }
  }

  @Override
  public void close() {
    Storage now = storage.withoutRetries();
    renewal.shutdownNow();
    try {
      renewal.awaitTermination(RENEWAL.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (isHeld(now)) {
        now.delete(file);
      }
    }
  }
}
