package io.sparkrnn.store;

import io.sparkrnn.error.OutputConflictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes runs of a schedule that are no longer wanted from their output folder. */
public final class OldRuns {

  private static final Logger LOG = LoggerFactory.getLogger(OldRuns.class);

  private OldRuns() {}

  /**
   * Removes the runs whose id begins with a prefix, and the checkpoints of those that were never
   * published, except for the last ones in the order of their ids and those that a job is writing.
   *
   * @param outputDir folder of runs, local or any Hadoop URI
   * @param prefix start of the ids, such as {@code nightly-}
   * @param keep number of runs to keep
   * @param used ids of runs that are kept whatever their place
   * @return ids of the removed runs, in their order
   */
  public static List<String> remove(
      String outputDir, String prefix, int keep, Set<String> used, Configuration hadoop) {
    Path dir = new Path(outputDir);
    Storage storage = Storage.of(dir, hadoop);
    TreeSet<String> ids = new TreeSet<>();
    for (FileStatus status : storage.statuses(storage.qualified(dir))) {
      // A file, such as the page over all runs, is no run; HDFS refuses to look below one.
      Optional<Path> entry = Optional.of(status.getPath()).filter(path -> status.isDirectory());
      entry
          .flatMap(path -> runId(storage, path))
          .filter(id -> id.startsWith(prefix))
          .ifPresent(ids::add);
    }
    List<String> removed = new ArrayList<>();
    for (String id : List.copyOf(ids).subList(0, Math.max(0, ids.size() - keep))) {
      if (!used.contains(id) && remove(storage, storage.qualified(new Path(dir, id)))) {
        removed.add(id);
      }
    }
    return removed;
  }

  /** Returns the id of the run that an entry belongs to; empty if it is of no run. */
  private static Optional<String> runId(Storage storage, Path entry) {
    String name = entry.getName();
    String before = ".";
    String after = "." + RunFolder.CHECKPOINTS;
    if (name.startsWith(before)) {
      return name.endsWith(after)
          ? Optional.of(name.substring(before.length(), name.length() - after.length()))
          : Optional.empty();
    }
    return storage.exists(new Path(entry, RunFolder.SUMMARY))
        ? Optional.of(name)
        : Optional.empty();
  }

  private static boolean remove(Storage storage, Path run) {
    try (RunLock lock = RunLock.acquire(storage, AtomicFolder.beside(run, "lock"), run.getName())) {
      storage.delete(AtomicFolder.beside(run, RunFolder.CHECKPOINTS));
      lock.require();
      FolderManifest.remove(storage, run);
      return true;
    } catch (OutputConflictException e) {
      LOG.info("{} is kept: {}", run, e.getMessage());
      return false;
    }
  }
}
