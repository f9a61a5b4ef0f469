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
 * Output folder of one run, an {@link AtomicFolder} under a lock, so that a visible run is always
 * complete. Checkpoints are in a hidden folder beside it.
 */
public final class RunFolder implements AutoCloseable {

  /** Name of the file with the results of a run, one JSON object. */
  public static final String SUMMARY = "summary.json";

  /** Last part of the name of the hidden folder of checkpoints beside a run. */
  static final String CHECKPOINTS = "checkpoints";

  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  private final Storage storage;
  private final Path published;
  private final Path checkpoints;
  private final RunLock lock;
  private final AtomicFolder folder;

  private RunFolder(Storage storage, Path published, RunLock lock, AtomicFolder folder) {
    this.storage = storage;
    this.published = published;
    this.checkpoints = checkpoints(published);
    this.lock = lock;
    this.folder = folder;
  }

  /**
   * Locks a run and prepares its folder.
   *
   * @throws OutputConflictException if the run exists and {@code overwrite} is {@code REFUSE}, or
   *     another job is writing it
   */
  public static RunFolder claim(
      String outputDir, String runId, Overwrite overwrite, Configuration hadoop) {
    Path dir = new Path(outputDir);
    Storage storage = Storage.of(dir, hadoop);
    Path published = storage.qualified(new Path(dir, runId));
    if (overwrite == Overwrite.REFUSE && AtomicFolder.isTaken(storage, published)) {
      throw new OutputConflictException(
          ("the run %s exists already; choose another run.id,"
                  + " or set output.overwrite = replace to replace it")
              .formatted(published));
    }
    storage.makeFolder(published.getParent());
    RunLock lock = RunLock.acquire(storage, AtomicFolder.beside(published, "lock"), runId);
    try {
      AtomicFolder folder = AtomicFolder.beginLocked(storage, published, overwrite, lock::require);
      return new RunFolder(storage, published, lock, folder);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static Path checkpoints(Path published) {
    return AtomicFolder.beside(published, CHECKPOINTS);
  }

  /**
   * Returns the summary of a published run, as JSON; empty if there is no such run.
   *
   * @throws OutputConflictException if the folder exists but has no summary
   * @throws io.sparkrnn.error.BadDataException if it lost files, on an object store
   */
  public static Optional<String> summary(String outputDir, String runId, Configuration hadoop) {
    Storage storage = Storage.of(new Path(outputDir), hadoop);
    Path published = storage.qualified(new Path(outputDir, runId));
    if (!AtomicFolder.isTaken(storage, published)) {
      return Optional.empty();
    }
    FolderManifest.requireWhole(storage, published);
    Path summary = new Path(published, SUMMARY);
    if (!storage.exists(summary)) {
      throw new OutputConflictException(
          "%s exists, but has no %s: it is not a run of this program; choose another run.id"
              .formatted(published, SUMMARY));
    }
    return Optional.of(storage.readText(summary));
  }

  /** State of a run on storage. */
  public enum State {
    /** Neither a run nor checkpoints. */
    NONE,
    /** Only checkpoints, of a job that ended before the run was published. */
    BEGUN,
    /** The complete run. */
    PUBLISHED
  }

  /** Returns the state of a run. */
  public static State state(String outputDir, String runId, Configuration hadoop) {
    Storage storage = Storage.of(new Path(outputDir), hadoop);
    Path published = storage.qualified(new Path(outputDir, runId));
    if (AtomicFolder.isTaken(storage, published)) {
      return State.PUBLISHED;
    }
    return storage.exists(checkpoints(published)) ? State.BEGUN : State.NONE;
  }

  /** Returns the URI of a run, whether or not it exists. */
  public static String place(String outputDir, String runId, Configuration hadoop) {
    return Storage.of(new Path(outputDir), hadoop)
        .qualified(new Path(outputDir, runId))
        .toUri()
        .toString();
  }

  /** Reads a text file of a published run; empty if there is none. */
  public static Optional<String> published(
      String outputDir, String runId, String name, Configuration hadoop) {
    Storage storage = Storage.of(new Path(outputDir), hadoop);
    Path published = storage.qualified(new Path(outputDir, runId));
    Path file = new Path(published, name);
    return AtomicFolder.isTaken(storage, published) && storage.exists(file)
        ? Optional.of(storage.readText(file))
        : Optional.empty();
  }

  /** Returns the run's checkpoints, which are kept if the job ends before it publishes the run. */
  public Checkpoints checkpoints(CheckpointSettings settings, Map<String, String> identity) {
    return new Checkpoints(storage, checkpoints, lock::require, settings, identity);
  }

  /** Returns the URI that the run will have once published. */
  public String uri() {
    return published.toUri().toString();
  }

  /**
   * Writes a file of the run.
   *
   * @param name path relative to the run's folder
   */
  public void write(String name, byte[] content) {
    folder.write(name, content);
  }

  /** Writes a text file of the run, in UTF-8. */
  public void write(String name, String content) {
    write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Publishes the run under its final name and deletes its checkpoints. */
  public void publish() {
    lock.require();
    folder.publish();
    AtomicFolder.tidy(() -> storage.delete(checkpoints));
  }

  /** Releases the lock. Deletes the files of an unpublished run, except its checkpoints. */
  @Override
  public void close() {
    // HDFS's client refuses to work in an interrupted thread.
    boolean interrupted = Thread.interrupted();
    try {
      if (folder.isPublished()) {
        AtomicFolder.tidy(lock::close);
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
    requireReachable();
    try (lock;
        folder) {
      if (storage.withoutRetries().exists(checkpoints)) {
        LOG.info(
            "the run was not published; resume it with 'train --resume --set run.id={}'",
            published.getName());
      }
    }
  }

  /**
   * Leaves the cleaning up to the next job if an object store cannot be reached: each request would
   * wait for its client's patience.
   */
  private void requireReachable() {
    if (storage.isObjectStore()) {
      try {
        storage.exists(checkpoints);
      } catch (UncheckedIOException e) {
        lock.leave();
        throw e;
      }
    }
  }
}
