package io.sparkrnn.store;

import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.OutputConflictException;
import io.sparkrnn.error.SecretRedaction;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folder that readers see as a whole or not at all, once {@link #publish} returns. {@link #close}
 * deletes an unpublished one.
 */
public abstract class AtomicFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AtomicFolder.class);

  private final Storage storage;
  private final Path target;
  private final Path written;
  private boolean published;

  /**
   * Creates a folder.
   *
   * @param target final location
   * @param written where its files are written
   */
  AtomicFolder(Storage storage, Path target, Path written) {
    this.storage = storage;
    this.target = target;
    this.written = written;
  }

  /**
   * Begins an output folder outside any run.
   *
   * @param folder final location, local or any Hadoop URI
   * @throws OutputConflictException if it exists
   */
  public static AtomicFolder claim(String folder, Configuration hadoop) {
    return claim(
        folder, Overwrite.REFUSE, "choose another location with --output, or remove it", hadoop);
  }

  /**
   * Begins an output folder outside any run that may replace an existing one.
   *
   * @param folder final location, local or any Hadoop URI
   * @throws OutputConflictException if it exists and {@code overwrite} is {@code REFUSE}
   */
  public static AtomicFolder claim(String folder, Overwrite overwrite, Configuration hadoop) {
    return claim(
        folder, overwrite, "choose another location, or set output.overwrite = replace", hadoop);
  }

  private static AtomicFolder claim(
      String folder, Overwrite overwrite, String advice, Configuration hadoop) {
    Storage storage = Storage.of(new Path(folder), hadoop);
    Path target = storage.qualified(new Path(folder));
    if (overwrite == Overwrite.REFUSE && isTaken(storage, target)) {
      throw new OutputConflictException("%s exists already; %s".formatted(target, advice));
    }
    storage.makeFolder(target.getParent());
    return begin(storage, target, overwrite);
  }

  /** Returns whether a location holds more than the unfinished folder of a dead job. */
  static boolean isTaken(Storage storage, Path target) {
    FolderState state = FolderState.of(storage, target);
    return state == FolderState.WHOLE || state == FolderState.DAMAGED;
  }

  /**
   * Begins a folder that several jobs may write at the same time; each has a hidden one.
   *
   * @throws OutputConflictException on an object store, if another job is writing it
   */
  static AtomicFolder begin(Storage storage, Path target, Overwrite overwrite) {
    return storage.isObjectStore()
        ? ManifestedFolder.beginWithLock(storage, target, overwrite)
        : RenamedFolder.begin(storage, target, overwrite);
  }

  /**
   * Begins a folder that only the owner of a lock writes; deletes what an earlier owner left.
   *
   * @param requireLock fails if another job took over the lock
   */
  static AtomicFolder beginLocked(
      Storage storage, Path target, Overwrite overwrite, Runnable requireLock) {
    return storage.isObjectStore()
        ? ManifestedFolder.beginLocked(storage, target, overwrite, requireLock)
        : RenamedFolder.beginLocked(storage, target, overwrite);
  }

  /** Returns a hidden path in the folder of {@code target}. */
  static Path beside(Path target, String what) {
    return new Path(target.getParent(), ".%s.%s".formatted(target.getName(), what));
  }

  final Storage storage() {
    return storage;
  }

  final Path target() {
    return target;
  }

  /** Folder that files are written to. */
  final Path path() {
    return written;
  }

  /**
   * Writes a file, atomically within the folder.
   *
   * @param name path relative to the folder
   */
  void write(String name, Storage.Content content) {
    Path file = new Path(written, name);
    storage.makeFolder(file.getParent());
    storage.write(file, content);
  }

  final void write(String name, byte[] content) {
    write(name, out -> out.write(content));
  }

  final void write(String name, String content) {
    write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a table from the executors as the content of the folder.
   *
   * @param format name of a Spark data source format
   * @param options options of the format
   */
  public final void write(Dataset<Row> rows, String format, Map<String, String> options) {
    DataFrameWriter<Row> writer = rows.write().format(format).options(options);
    if (storage.isObjectStore()) {
      // The marker is there already.
      writer.mode(SaveMode.Append);
    }
    writer.save(written.toString());
  }

  /**
   * Makes the folder visible. A folder that it replaces is kept until then.
   *
   * @return URI of the folder
   * @throws OutputConflictException if the target exists and is not to be replaced
   */
  public final String publish() {
    publishFiles();
    published = true;
    cleanUp();
    return target.toUri().toString();
  }

  /** Gives the files their final place, and makes them visible. */
  abstract void publishFiles();

  /** Deletes what is of no use once the folder is published; a failure is only logged. */
  abstract void cleanUp();

  /** Deletes the files of an unpublished folder. */
  abstract void abandon();

  /** Returns whether the folder was published. */
  final boolean isPublished() {
    return published;
  }

  /** Deletes an unpublished folder; only logs a failure, which must not hide an earlier one. */
  @Override
  public void close() {
    if (!published) {
      tidy(this::abandon);
    }
  }

  /** Cleans up; a failure is logged and does not fail the job. */
  static void tidy(Runnable removal) {
    try {
      removal.run();
    } catch (UncheckedIOException | OutputConflictException e) {
      LOG.warn("{}", SecretRedaction.hidden(String.valueOf(e.getMessage())));
    }
  }
}
