package io.sparkrnn.store;

import io.sparkrnn.error.JobException;
import io.sparkrnn.error.SecretRedaction;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Folder of all runs ({@code output.dir}). It is listed once; of a run, only its small files are
 * read, and of these only those of the newest runs.
 */
public final class RunsFolder {

  /** Name of the page over all runs. */
  public static final String PAGE = "index.html";

  private static final String CHECKPOINTS = "." + RunFolder.CHECKPOINTS;
  private static final String LOCK = ".lock";

  /** What {@code run.id} may be; other names are not of this program. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  private final Storage storage;
  private final Path dir;

  private RunsFolder(Storage storage, Path dir) {
    this.storage = storage;
    this.dir = dir;
  }

  /**
   * Opens a folder of runs.
   *
   * @param dir local or any Hadoop URI; may not exist
   */
  public static RunsFolder open(String dir, Configuration hadoop) {
    Path path = new Path(dir);
    Storage storage = Storage.of(path, hadoop);
    return new RunsFolder(storage, storage.qualified(path));
  }

  /** Returns the URI of the folder. */
  public String uri() {
    return dir.toUri().toString();
  }

  /** Whether the folder exists; on an object store, whether anything is in it. */
  public boolean exists() {
    return storage.exists(dir);
  }

  /** Whether this is on an object store, where each file that is read costs a request. */
  public boolean isOnObjectStore() {
    return storage.isObjectStore();
  }

  /** Whether a path is on the file system of this folder. */
  public boolean isOnSameFileSystem(String path) {
    try {
      URI other = new Path(path).toUri();
      return other.getScheme() == null
          || other.getScheme().equals(dir.toUri().getScheme())
              && Objects.equals(other.getAuthority(), dir.toUri().getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads the newest runs, by the times at which their folders were last changed. Runs that are
   * damaged are left out and reported.
   *
   * @param most number of runs to read
   */
  public RunListing read(int most) {
    List<FileStatus> entries = storage.statuses(dir);
    List<FileStatus> folders =
        entries.stream()
            .filter(entry -> entry.isDirectory() && !entry.getPath().getName().startsWith("."))
            .sorted(newestFirst())
            .toList();
    Set<String> published = new HashSet<>();
    folders.forEach(folder -> published.add(folder.getPath().getName()));
    List<StoredRun> runs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (FileStatus folder : folders.subList(0, Math.min(most, folders.size()))) {
      try {
        Optional<StoredRun> run = StoredRunReader.read(storage, folder, problems::add);
        run.ifPresent(runs::add);
        // On an object store, an unfinished run is written in its final place.
        if (run.isEmpty()) {
          published.remove(folder.getPath().getName());
        }
      } catch (JobException | UncheckedIOException e) {
        problems.add(problem(folder.getPath(), e));
      }
    }
    runs.sort(Comparator.comparing(StoredRun::started).thenComparing(StoredRun::id).reversed());
    return new RunListing(
        SecretRedaction.hidden(uri()),
        runs,
        unfinished(entries, published, most),
        Math.max(0, folders.size() - most),
        problems);
  }

  static String problem(Path folder, Exception reason) {
    return SecretRedaction.hidden("%s: %s".formatted(folder.getName(), reason.getMessage()));
  }

  private static Comparator<FileStatus> newestFirst() {
    // Object stores have no times of folders; ids that were not chosen begin with the time.
    return Comparator.comparing(FileStatus::getModificationTime)
        .thenComparing(entry -> entry.getPath().getName())
        .reversed();
  }

  private List<UnfinishedRun> unfinished(
      List<FileStatus> entries, Set<String> published, int most) {
    TreeSet<String> ids = new TreeSet<>();
    for (FileStatus entry : entries) {
      hiddenId(entry.getPath().getName()).filter(id -> !published.contains(id)).ifPresent(ids::add);
    }
    List<UnfinishedRun> runs = new ArrayList<>();
    for (String id : ids.descendingSet()) {
      if (runs.size() < most) {
        unfinished(id).ifPresent(runs::add);
      }
    }
    return runs.stream().sorted(Comparator.comparing(UnfinishedRun::id)).toList();
  }

  private static Optional<String> hiddenId(String name) {
    for (String end : List.of(CHECKPOINTS, LOCK)) {
      if (name.startsWith(".") && name.length() > 1 + end.length() && name.endsWith(end)) {
        return Optional.of(name.substring(1, name.length() - end.length()))
            .filter(ID.asMatchPredicate());
      }
    }
    return Optional.empty();
  }

  private Optional<UnfinishedRun> unfinished(String id) {
    Path run = new Path(dir, id);
    boolean running = RunLock.isHeld(LockFile.at(AtomicFolder.beside(run, "lock"), storage));
    int epochs = Checkpoints.epochs(storage, AtomicFolder.beside(run, RunFolder.CHECKPOINTS));
    return running || epochs > 0
        ? Optional.of(
            new UnfinishedRun(
                id, running ? UnfinishedRun.State.RUNNING : UnfinishedRun.State.STOPPED, epochs))
        : Optional.empty();
  }

  /** Returns the names of the visible entries, to see whether runs were added. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Path entry : storage.list(dir)) {
      if (!entry.getName().startsWith(".") && !entry.getName().equals(PAGE)) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  /**
   * Writes the page over all runs. Several jobs may do that at the same time: readers see the page
   * of one of them.
   *
   * @return URI of the page
   */
  public String writePage(String html) {
    Path page = new Path(dir, PAGE);
    storage.replace(page, html);
    return page.toUri().toString();
  }
}
