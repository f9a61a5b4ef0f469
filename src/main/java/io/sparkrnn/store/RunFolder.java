package io.sparkrnn.store;

import io.sparkrnn.config.CheckpointSettings;
import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.OutputConflictException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one run. It is filled under a hidden name beside its own and gets its own name in
 * one rename at the end, so that whoever sees a run sees a whole one.
 */
public final class RunFolder implements AutoCloseable {

  /** The file that says what a run gave, as one JSON object. */
  public static final String SUMMARY = "summary.json";

  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  private final Storage storage;
  private final Path published;
  private final Path partial;
  private final Path checkpoints;
  private final RunLock lock;
  private final Overwrite overwrite;
  private boolean done;

  private RunFolder(Storage storage, Path published, Overwrite overwrite, RunLock lock) {
    this.storage = storage;
    this.published = published;
    this.partial = beside(published, "partial");
    this.checkpoints = beside(published, "checkpoints");
    this.lock = lock;
    this.overwrite = overwrite;
  }

  /**
   * Claims the place of a run.
   *
   * @throws OutputConflictException if the run exists and is not to be replaced, or another job is
   *     writing it
   */
  public static RunFolder claim(
      String outputDir, String runId, Overwrite overwrite, Configuration hadoop) {
    Path dir = new Path(outputDir);
    Storage storage = Storage.of(dir, hadoop);
    Path published = storage.qualified(new Path(dir, runId));
    if (overwrite == Overwrite.REFUSE && storage.exists(published)) {
      throw new OutputConflictException(
          ("the run %s exists already; choose another run.id,"
                  + " or set output.overwrite = replace to replace it")
              .formatted(published));
    }
    storage.makeFolder(published.getParent());
    RunLock lock = RunLock.acquire(storage, beside(published, "lock"), runId);
    try {
      RunFolder run = new RunFolder(storage, published, overwrite, lock);
      // What a job left that died.
      storage.delete(run.partial);
      storage.makeFolder(run.partial);
      return run;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Path beside(Path published, String what) {
    return new Path(published.getParent(), ".%s.%s".formatted(published.getName(), what));
  }

  /**
   * What a run that is published says of itself; empty if there is none.
   *
   * @throws OutputConflictException if what is there is no whole run
   */
  public static Optional<String> summary(String outputDir, String runId, Configuration hadoop) {
    Storage storage = Storage.of(new Path(outputDir), hadoop);
    Path published = storage.qualified(new Path(outputDir, runId));
    if (!storage.exists(published)) {
      return Optional.empty();
    }
    Path summary = new Path(published, SUMMARY);
    if (!storage.exists(summary)) {
      throw new OutputConflictException(
          "%s is there, but has no %s: it is no run of this job; choose another run.id"
              .formatted(published, SUMMARY));
    }
    return Optional.of(storage.readText(summary));
  }

  /** What is there of a run. */
  public enum State {
    /** Nothing. */
    NONE,
    /** Checkpoints of a job that ended before it was published. */
    BEGUN,
    /** The run. */
    PUBLISHED
  }

  /** How far a run is. */
  public static State state(String outputDir, String runId, Configuration hadoop) {
    Storage storage = Storage.of(new Path(outputDir), hadoop);
    Path published = storage.qualified(new Path(outputDir, runId));
    if (storage.exists(published)) {
      return State.PUBLISHED;
    }
    return storage.exists(beside(published, "checkpoints")) ? State.BEGUN : State.NONE;
  }

  /** Where a run is, or will be, as a URI. */
  public static String place(String outputDir, String runId, Configuration hadoop) {
    return Storage.of(new Path(outputDir), hadoop)
        .qualified(new Path(outputDir, runId))
        .toUri()
        .toString();
  }

  /** A text file of a run that is published; empty if there is none. */
  public static Optional<String> published(
      String outputDir, String runId, String name, Configuration hadoop) {
    Storage storage = Storage.of(new Path(outputDir), hadoop);
    Path file = storage.qualified(new Path(new Path(outputDir, runId), name));
    return storage.exists(file) ? Optional.of(storage.readText(file)) : Optional.empty();
  }

  /** The run's checkpoints, which outlive a job that ends before the run is published. */
  public Checkpoints checkpoints(CheckpointSettings settings, Map<String, String> identity) {
    return new Checkpoints(storage, checkpoints, lock::require, settings, identity);
  }

  /** Where the run will be, as a URI. */
  public String uri() {
    return published.toUri().toString();
  }

  /** Writes a file of the run; {@code name} may hold folders. */
  public void write(String name, byte[] content) {
    Path path = new Path(partial, name);
    storage.makeFolder(path.getParent());
    storage.write(path, content);
  }

  /** Writes a text file of the run, in UTF-8. */
  public void write(String name, String content) {
    write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Gives the run its name. From here on it is there, whole. */
  public void publish() {
    lock.require();
    if (overwrite == Overwrite.REPLACE && storage.exists(published)) {
      Path old = new Path(published.getParent(), "." + published.getName() + ".replaced");
      storage.delete(old);
      storage.rename(published, old);
      try {
        storage.rename(partial, published);
      } catch (RuntimeException e) {
        storage.rename(old, published);
        throw e;
      }
      done = true;
      tidy(() -> storage.delete(old));
    } else {
      storage.rename(partial, published);
      done = true;
    }
    tidy(() -> storage.delete(checkpoints));
  }

  /** The run is there: what cannot be removed beside it is no failure of the job. */
  private static void tidy(Runnable removal) {
    try {
      removal.run();
    } catch (UncheckedIOException e) {
      LOG.warn("the run is published, but {}", e.getMessage());
    }
  }

  /** Removes what was written of a run that was not published, but for its checkpoints. */
  @Override
  public void close() {
    // A thread that was asked to stop would be refused by HDFS's client.
    boolean interrupted = Thread.interrupted();
    try {
      if (done) {
        tidy(lock::close);
      } else {
        abandon();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void abandon() {
    Storage now = storage.withoutRetries();
    try (RunLock held = lock) {
      now.delete(partial);
      if (now.exists(checkpoints)) {
        LOG.info(
            "the run was not published; 'train --resume --set run.id={}' goes on with it",
            published.getName());
      }
    }
  }
}
