package io.sparkrnn.store;

import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.OutputConflictException;
import io.sparkrnn.store.ModelVersion.Origin;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/**
 * Registry of the versions of one model in a folder, with a pointer to the current version.
 *
 * <p>A version is an {@link AtomicFolder} and is never changed. A {@link VersionHistory} says which
 * one is current. All changes are made under a lock.
 */
public final class ModelRegistry {

  private static final String ORIGIN = "origin.json";
  private static final String DECISION = "decision.json";

  private final Storage storage;
  private final Path dir;
  private final NumberedFolder versions;
  private final VersionHistory history;
  private final WriterLock lock;

  private ModelRegistry(Storage storage, Path dir) {
    this.storage = storage;
    this.dir = dir;
    this.versions = new NumberedFolder(storage, new Path(dir, "versions"));
    this.history = new VersionHistory(new NumberedFolder(storage, new Path(dir, "moves")));
    this.lock = new WriterLock(storage, new Path(dir, ".lock"));
  }

  /**
   * Opens the registry in a folder.
   *
   * @param dir local or any Hadoop URI; may not exist yet
   */
  public static ModelRegistry open(String dir, Configuration hadoop) {
    Path path = new Path(dir);
    Storage storage = Storage.of(path, hadoop);
    return new ModelRegistry(storage, storage.qualified(path));
  }

  /** Returns the URI of the folder. */
  public String uri() {
    return dir.toUri().toString();
  }

  /** Whether this is on an object store, where each file that is read costs a request. */
  public boolean isOnObjectStore() {
    return storage.isObjectStore();
  }

  /** Returns all versions, oldest first. */
  public List<ModelVersion> versions() {
    return numbers().stream().map(this::read).toList();
  }

  /** Returns the newest version; empty if there is none. */
  public Optional<ModelVersion> newest() {
    return numbers().stream().max(Comparator.naturalOrder()).map(this::read);
  }

  /**
   * Returns a version.
   *
   * @throws BadDataException if there is no version of that number
   */
  public ModelVersion version(int number) {
    if (!isWhole(number)) {
      throw new BadDataException(
          "%s has no version %d; there are %s".formatted(uri(), number, numbers()));
    }
    return read(number);
  }

  /** Returns the current version; empty if none was promoted yet. */
  public Optional<ModelVersion> current() {
    OptionalInt number = history.current();
    return number.isPresent() ? Optional.of(version(number.getAsInt())) : Optional.empty();
  }

  /**
   * Returns which versions the newest runs became.
   *
   * @param most number of newest versions to look at, beside the current one
   */
  public List<RunVersion> newestRuns(int most) {
    OptionalInt current = history.current();
    List<Integer> numbers = numbers();
    Set<Integer> read =
        new TreeSet<>(numbers.subList(Math.max(0, numbers.size() - most), numbers.size()));
    current.ifPresent(read::add);
    read.retainAll(numbers);
    return read.stream()
        .map(
            number ->
                new RunVersion(
                    StoreJson.read(storage, new Path(versions.entry(number), ORIGIN), Origin.class)
                        .run(),
                    number,
                    current.equals(OptionalInt.of(number))
                        ? RunVersion.State.CURRENT
                        : RunVersion.State.OTHER))
        .toList();
  }

  /** Returns all changes of the current version, oldest first. */
  public List<VersionChange> history() {
    return history.all();
  }

  /**
   * Adds a published run as a version. If the run was added before, returns that version.
   *
   * @param run URI of the run
   * @param identity hash of settings and data
   * @param decision promotion decision, as JSON
   */
  public ModelVersion add(String run, String identity, String decision) {
    return locked(
        held -> {
          for (ModelVersion version : versions()) {
            if (version.origin().run().equals(run)) {
              return version;
            }
          }
          int number = nextNumber();
          try (AtomicFolder folder =
              AtomicFolder.beginLocked(
                  storage, versions.entry(number), Overwrite.REFUSE, held::require)) {
            copy(new Path(run), folder.path());
            folder.write(ORIGIN, StoreJson.text(new Origin(run, VersionHistory.now(), identity)));
            folder.write(DECISION, decision);
            folder.publish();
          }
          return read(number);
        });
  }

  private void copy(Path run, Path to) {
    FileSystem target = storage.fileSystem();
    FileSystem source = Storage.of(run, target.getConf()).fileSystem();
    for (String part : List.of(ModelBundle.FOLDER, RunFolder.SUMMARY)) {
      Path from = new Path(run, part);
      Path copy = new Path(to, part);
      storage.io(
          "cannot copy " + from + " to " + to,
          () -> {
            // A failed attempt may have left a folder, which Hadoop would copy into.
            target.delete(copy, true);
            return FileUtil.copy(source, from, target, copy, false, target.getConf());
          });
    }
  }

  /**
   * Makes a version the current one if the current version is still the expected one.
   *
   * @param expected version that was current when this was decided; empty if none was
   * @throws OutputConflictException if another job has changed the current version since
   */
  public VersionChange promote(int version, OptionalInt expected, String reason) {
    return locked(
        held -> {
          OptionalInt found = history.current();
          if (!found.equals(expected)) {
            throw new OutputConflictException(
                ("the current version of %s is %s, and was %s when version %d was compared with it;"
                        + " version %d stays a candidate")
                    .formatted(uri(), shown(found), shown(expected), version, version));
          }
          return append(held, version(version).number(), reason);
        });
  }

  /** Makes a version the current one unconditionally. */
  public VersionChange promote(int version, String reason) {
    return locked(held -> append(held, version(version).number(), reason));
  }

  private VersionChange append(RunLock held, int version, String reason) {
    // On an object store, a job that lost the lock could write over the next one's change.
    held.require();
    return history.append(version, reason);
  }

  private static String shown(OptionalInt version) {
    return version.isPresent() ? Integer.toString(version.getAsInt()) : "none";
  }

  /**
   * Makes the previous current version current again.
   *
   * @throws ConfigurationException if there is none, or it was removed
   */
  public VersionChange rollback(String reason) {
    return locked(
        held -> {
          int previous =
              history
                  .previous(numbers())
                  .orElseThrow(
                      () ->
                          new ConfigurationException(
                              "%s has no earlier current version to roll back to"
                                  .formatted(uri())));
          return append(held, previous, reason);
        });
  }

  /**
   * Removes all but the newest versions, the current version, and the target of a rollback.
   *
   * @param keep number of newest versions to keep
   * @return numbers of the removed versions
   */
  public List<Integer> prune(int keep) {
    return locked(
        held -> {
          List<Integer> numbers = numbers();
          Set<Integer> kept =
              new HashSet<>(numbers.subList(Math.max(0, numbers.size() - keep), numbers.size()));
          history.current().ifPresent(kept::add);
          history.previous(numbers).ifPresent(kept::add);
          List<Integer> removed =
              numbers.stream().filter(number -> !kept.contains(number)).toList();
          removed.forEach(number -> FolderManifest.remove(storage, versions.entry(number)));
          unfinished().forEach(number -> FolderManifest.remove(storage, versions.entry(number)));
          return removed;
        });
  }

  /** Returns the numbers of all versions, ascending. */
  private List<Integer> numbers() {
    return versions.numbers().stream().filter(this::isWhole).toList();
  }

  /** Returns the numbers of what dead jobs left of versions. */
  private List<Integer> unfinished() {
    return versions.numbers().stream()
        .filter(number -> state(number) == FolderState.UNFINISHED)
        .toList();
  }

  private int nextNumber() {
    // A damaged version keeps its number.
    return versions.numbers().stream()
            .filter(number -> state(number) != FolderState.UNFINISHED)
            .reduce(0, Math::max)
        + 1;
  }

  private boolean isWhole(int number) {
    return state(number) == FolderState.WHOLE;
  }

  private FolderState state(int number) {
    return FolderState.of(storage, versions.entry(number));
  }

  private ModelVersion read(int number) {
    Path folder = versions.entry(number);
    Path decision = new Path(folder, DECISION);
    return new ModelVersion(
        number,
        folder.toUri().toString(),
        StoreJson.read(storage, new Path(folder, ORIGIN), Origin.class),
        StoreJson.tree(storage, new Path(folder, RunFolder.SUMMARY)),
        storage.exists(decision)
            ? Optional.of(StoreJson.tree(storage, decision))
            : Optional.empty());
  }

  private <T> T locked(Function<RunLock, T> action) {
    storage.makeFolder(dir);
    return lock.holding(action);
  }
}
