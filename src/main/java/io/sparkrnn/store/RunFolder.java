package io.sparkrnn.store;

import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.OutputConflictException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;

/**
 * The folder of one run. It is filled under a hidden name beside its own and gets its own name in
 * one rename at the end, so that whoever sees a run sees a whole one.
 */
public final class RunFolder implements AutoCloseable {

  private static final String LOCK = "LOCK";

  private final Storage storage;
  private final Path published;
  private final Path partial;
  private final Overwrite overwrite;
  private boolean done;

  private RunFolder(Storage storage, Path published, Path partial, Overwrite overwrite) {
    this.storage = storage;
    this.published = published;
    this.partial = partial;
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
    Path partial = new Path(published.getParent(), "." + runId + ".partial");
    if (overwrite == Overwrite.REFUSE && storage.exists(published)) {
      throw new OutputConflictException(
          ("the run %s exists already; choose another run.id,"
                  + " or set output.overwrite = replace to replace it")
              .formatted(published));
    }
    storage.makeFolder(partial);
    lock(storage, new Path(partial, LOCK), runId);
    return new RunFolder(storage, published, partial, overwrite);
  }

  /** Creating a file that must not exist is the one step that two jobs cannot both succeed in. */
  private static void lock(Storage storage, Path lock, String runId) {
    try (FSDataOutputStream out = storage.fileSystem().create(lock, false)) {
      out.write(
          "process %d, since %s\n"
              .formatted(ProcessHandle.current().pid(), Instant.now())
              .getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      throw conflict(lock, runId, e);
    } catch (IOException e) {
      if (storage.exists(lock)) {
        throw conflict(lock, runId, e);
      }
      throw new java.io.UncheckedIOException("cannot write " + lock + ": " + e.getMessage(), e);
    }
  }

  private static OutputConflictException conflict(Path lock, String runId, IOException cause) {
    return new OutputConflictException(
        ("another job is writing the run '%s', or one died while it did (%s);"
                + " if none is running, delete the folder %s and try again")
            .formatted(runId, lock, lock.getParent()),
        cause);
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
    storage.delete(new Path(partial, LOCK));
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
      storage.delete(old);
    } else {
      storage.rename(partial, published);
      done = true;
    }
  }

  /** Removes what was written of a run that was not published. */
  @Override
  public void close() {
    if (done) {
      return;
    }
    // A thread that was asked to stop would be refused by HDFS's client.
    boolean interrupted = Thread.interrupted();
    try {
      storage.delete(partial);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
