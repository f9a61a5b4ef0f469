package io.sparkrnn.store;

import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.OutputConflictException;
import io.sparkrnn.error.SecretRedaction;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folder that appears atomically: it is written hidden, beside its final location, and {@link
 * #publish} renames it. {@link #close} deletes an unpublished one.
 */
public final class AtomicFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AtomicFolder.class);

  private final Storage storage;
  private final Path target;
  private final Path hidden;
  private final Overwrite overwrite;
  private boolean published;

  private AtomicFolder(Storage storage, Path target, Path hidden, Overwrite overwrite) {
    this.storage = storage;
    this.target = target;
    this.hidden = hidden;
    this.overwrite = overwrite;
  }

  /**
   * Begins an output folder outside any run.
   *
   * @param folder final location, local or any Hadoop URI
   * @throws OutputConflictException if it exists
   */
  public static AtomicFolder claim(String folder, Configuration hadoop) {
    return claim(
        folder, Overwrite.REFUSE, "choose another location with --out, or remove it", hadoop);
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
    if (overwrite == Overwrite.REFUSE && storage.exists(target)) {
      throw new OutputConflictException("%s exists already; %s".formatted(target, advice));
    }
    storage.makeFolder(target.getParent());
    return begin(storage, target, overwrite);
  }

  /** Begins a folder that several jobs may write at the same time; each has a hidden one. */
  static AtomicFolder begin(Storage storage, Path target, Overwrite overwrite) {
    Path hidden = beside(target, UUID.randomUUID().toString());
    return new AtomicFolder(storage, target, hidden, overwrite);
  }

  /** Begins a folder that only the owner of a lock writes; deletes what an earlier owner left. */
  static AtomicFolder beginLocked(Storage storage, Path target, Overwrite overwrite) {
    Path hidden = beside(target, "partial");
    storage.delete(hidden);
    storage.makeFolder(hidden);
    return new AtomicFolder(storage, target, hidden, overwrite);
  }

  /** Returns a hidden path in the folder of {@code target}. */
  static Path beside(Path target, String what) {
    return new Path(target.getParent(), ".%s.%s".formatted(target.getName(), what));
  }

  /** Hidden folder that files are written to. */
  Path path() {
    return hidden;
  }

  /**
   * Writes a file, atomically within the hidden folder.
   *
   * @param name path relative to the folder
   */
  void write(String name, Storage.Content content) {
    Path file = new Path(hidden, name);
    storage.makeFolder(file.getParent());
    storage.write(file, content);
  }

  void write(String name, byte[] content) {
    write(name, out -> out.write(content));
  }

  void write(String name, String content) {
    write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a table from the executors as the content of the folder.
   *
   * @param format name of a Spark data source format
   * @param options options of the format
   */
  public void write(Dataset<Row> rows, String format, Map<String, String> options) {
    rows.write().format(format).options(options).save(hidden.toString());
  }

  /**
   * Renames the folder to its final name. A folder that it replaces is kept until then.
   *
   * @return URI of the folder
   * @throws OutputConflictException if the target exists and is not to be replaced
   */
  public String publish() {
    if (overwrite == Overwrite.REPLACE && storage.exists(target)) {
      replace();
    } else {
      storage.rename(hidden, target);
      published = true;
    }
    return target.toUri().toString();
  }

  private void replace() {
    Path old = beside(target, "replaced");
    storage.delete(old);
    storage.rename(target, old);
    try {
      storage.rename(hidden, target);
    } catch (RuntimeException e) {
      storage.rename(old, target);
      throw e;
    }
    published = true;
    tidy(() -> storage.delete(old));
  }

  /** Whether the folder has its final name. */
  boolean isPublished() {
    return published;
  }

  /** Deletes an unpublished folder; only logs a failure, which must not hide an earlier one. */
  @Override
  public void close() {
    if (!published) {
      tidy(() -> storage.withoutRetries().delete(hidden));
    }
  }

  /** Cleans up; a failure is logged and does not fail the job. */
  static void tidy(Runnable removal) {
    try {
      removal.run();
    } catch (UncheckedIOException e) {
      LOG.warn("{}", SecretRedaction.hidden(String.valueOf(e.getMessage())));
    }
  }
}
