package io.sparkrnn.store;

import io.sparkrnn.error.OutputConflictException;
import io.sparkrnn.error.SecretRedaction;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.lang3.concurrent.BasicThreadFactory;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exclusive lock on a run: a {@link LockFile} that its owner renews every ten seconds. Another job
 * takes the lock over if the owner's process has ended or, for an owner on another machine, if it
 * was not renewed within {@link #LEASE}.
 */
final class RunLock implements AutoCloseable {

  /** Age from which a lock file that is not renewed counts as abandoned. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration RENEWAL = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  private final LockFile file;
  private final String content;
  private final ScheduledExecutorService renewal;

  /** Whether a renewal failed halfway, so that the file may hold a prefix of our content. */
  private boolean torn;

  private RunLock(LockFile file, String content) {
    this.file = file;
    this.content = content;
    renewal =
        Executors.newSingleThreadScheduledExecutor(
            new BasicThreadFactory.Builder().namingPattern("spark-rnn-lock").daemon(true).build());
    renewal.scheduleWithFixedDelay(
        this::renew, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * Acquires the lock.
   *
   * @throws OutputConflictException if another job holds it
   */
  static RunLock acquire(Storage storage, Path path, String runId) {
    LockFile file = LockFile.at(path, storage);
    String content = LockOwner.current().toText();
    if (!file.create(content) && !(takeOver(file, runId) && file.create(content))) {
      throw new OutputConflictException(
          "another job has just started to write the run '%s' (%s)".formatted(runId, path));
    }
    return new RunLock(file, content);
  }

  /** Whether a job holds a lock, as far as can be told from here. */
  static boolean isHeld(LockFile file) {
    Optional<String> found = file.read();
    OptionalLong age = file.age();
    return found.isPresent()
        && age.isPresent()
        && age.getAsLong() <= LEASE.toMillis()
        && LockOwner.parse(found.get()).filter(LockOwner::isGone).isEmpty();
  }

  /**
   * Removes an abandoned lock; returns false if another job has just replaced it.
   *
   * @throws OutputConflictException if the lock is not abandoned
   */
  private static boolean takeOver(LockFile file, String runId) {
    Optional<String> found = file.read();
    if (found.isEmpty()) {
      return true;
    }
    Optional<LockOwner> owner = LockOwner.parse(found.get());
    OptionalLong written = file.age();
    if (written.isEmpty()) {
      return true;
    }
    long age = written.getAsLong();
    if (owner.filter(LockOwner::isGone).isEmpty() && age <= LEASE.toMillis()) {
      throw new OutputConflictException(
          ("another job is writing the run '%s': %s, which wrote %s %d s ago; wait for it, or"
                  + " choose another run.id. If it died on another machine, try again in %d s")
              .formatted(
                  runId,
                  owner
                      .map(one -> "process %d, since %s".formatted(one.process(), one.since()))
                      .orElse("an unknown process"),
                  file.path(),
                  age / 1000,
                  (LEASE.toMillis() - age) / 1000 + 1));
    }
    boolean removed = file.deleteIf(found.get());
    if (removed) {
      LOG.warn(
          "the job that held {} has ended; taking it over",
          SecretRedaction.hidden(file.path().toString()));
    }
    return removed;
  }

  private synchronized void renew() {
    try {
      LockFile now = file.withoutRetries();
      if (isOwn(now)) {
        torn = true;
        now.renew(content);
        torn = false;
      }
    } catch (RuntimeException e) {
      // The next renewal may succeed. If none does before the lease ends, require() fails.
      LOG.warn(
          "{}",
          SecretRedaction.hidden("cannot renew %s: %s".formatted(file.path(), e.getMessage())));
    }
  }

  private boolean isOwn(LockFile seen) {
    return seen.read()
        .filter(found -> found.equals(content) || torn && content.startsWith(found))
        .isPresent();
  }

  /**
   * Checks that this job still holds the lock.
   *
   * @throws OutputConflictException if another job took it over
   */
  synchronized void require() {
    if (!isOwn(file)) {
      throw new OutputConflictException(
          ("another job took over the run (%s): this job did not renew its lock for more than %d s,"
                  + " or the lock file was removed")
              .formatted(file.path(), LEASE.toSeconds()));
    }
  }

  /** Stops renewing the lock, which another job takes over once it is old or this process ends. */
  void leave() {
    renewal.shutdownNow();
  }

  @Override
  public void close() {
    leave();
    try {
      renewal.awaitTermination(RENEWAL.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      LockFile now = file.withoutRetries();
      if (isOwn(now)) {
        now.release(content);
      }
    }
  }
}
