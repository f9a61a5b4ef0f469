package io.sparkrnn.store;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.OutputConflictException;
import io.sparkrnn.store.ModelVersion.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/**
 * Registry of the versions of one model in a folder, with a pointer to the current version.
 *
 * <p>A version is a folder that appears in one rename and is never changed. The current version is
 * recorded in an append-only list of {@linkplain VersionChange moves}, one small file each; the
 * last one applies. So there is a current version at all times, on any file system, and the history
 * of current versions is kept. All changes are made under a lock.
 */
public final class ModelRegistry {

  private static final String ORIGIN = "origin.json";
  private static final String DECISION = "decision.json";

  private final Storage storage;
  private final Path dir;
  private final Path versions;
  private final Path moves;
  private final WriterLock lock;

  private ModelRegistry(Storage storage, Path dir) {
    this.storage = storage;
    this.dir = dir;
    this.versions = new Path(dir, "versions");
    this.moves = new Path(dir, "moves");
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

  /** Returns all versions, oldest first. */
  public List<ModelVersion> versions() {
    return numbers(versions).stream().map(this::read).toList();
  }

  /** Returns the newest version; empty if there is none. */
  public Optional<ModelVersion> newest() {
    List<Integer> numbers = numbers(versions);
    return numbers.isEmpty()
        ? Optional.empty()
        : Optional.of(read(numbers.get(numbers.size() - 1)));
  }

  /**
   * Returns a version.
   *
   * @throws BadDataException if there is no version of that number
   */
  public ModelVersion version(int number) {
    if (!numbers(versions).contains(number)) {
      throw new BadDataException(
          "%s has no version %d; there are %s".formatted(uri(), number, numbers(versions)));
    }
    return read(number);
  }

  /** Returns the current version; empty if none was promoted yet. */
  public Optional<ModelVersion> current() {
    List<VersionChange> history = history();
    return history.isEmpty()
        ? Optional.empty()
        : Optional.of(version(history.get(history.size() - 1).version()));
  }

  /** Returns all changes of the current version, oldest first. */
  public List<VersionChange> history() {
    return numbers(moves).stream().map(number -> move(number)).toList();
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
        () -> {
          for (ModelVersion version : versions()) {
            if (version.origin().run().equals(run)) {
              return version;
            }
          }
          List<Integer> numbers = numbers(versions);
          int number = numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
          Path temporary = new Path(dir, ".adding");
          storage.delete(temporary);
          copy(new Path(run), temporary);
          storage.write(
              new Path(temporary, ORIGIN), StoreJson.text(new Origin(run, now(), identity)));
          storage.write(new Path(temporary, DECISION), decision);
          storage.makeFolder(versions);
          storage.rename(temporary, new Path(versions, name(number)));
          return read(number);
        });
  }

  private void copy(Path run, Path to) {
    Storage source = Storage.of(run, storage.fileSystem().getConf());
    storage.makeFolder(to);
    for (String part : List.of(ModelBundle.FOLDER, RunFolder.SUMMARY)) {
      storage.io(
          "cannot copy " + new Path(run, part) + " to " + to,
          () ->
              FileUtil.copy(
                  source.fileSystem(),
                  new Path(run, part),
                  storage.fileSystem(),
                  new Path(to, part),
                  false,
                  storage.fileSystem().getConf()));
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
        () -> {
          Optional<ModelVersion> now = current();
          OptionalInt found =
              now.isPresent() ? OptionalInt.of(now.get().number()) : OptionalInt.empty();
          if (!found.equals(expected)) {
            throw new OutputConflictException(
                ("the current version of %s is %s, and was %s when version %d was compared with it;"
                        + " version %d stays a candidate")
                    .formatted(uri(), shown(found), shown(expected), version, version));
          }
          return move(version(version).number(), reason);
        });
  }

  /** Makes a version the current one unconditionally. */
  public VersionChange promote(int version, String reason) {
    return locked(() -> move(version(version).number(), reason));
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
        () -> {
          OptionalInt previous = previous();
          if (previous.isEmpty()) {
            throw new ConfigurationException(
                "%s has no earlier current version to roll back to".formatted(uri()));
          }
          return move(previous.getAsInt(), reason);
        });
  }

  /**
   * Returns the target of {@link #rollback}. Versions that were rolled back from are skipped, so
   * that two rollbacks go back two versions.
   */
  private OptionalInt previous() {
    List<Integer> stack = new ArrayList<>();
    for (VersionChange move : history()) {
      int at = stack.indexOf(move.version());
      if (at >= 0) {
        stack.subList(at + 1, stack.size()).clear();
      } else {
        stack.add(move.version());
      }
    }
    List<Integer> existing = numbers(versions);
    for (int i = stack.size() - 2; i >= 0; i--) {
      if (existing.contains(stack.get(i))) {
        return OptionalInt.of(stack.get(i));
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Removes all but the newest versions, the current version, and the target of a rollback.
   *
   * @param keep number of newest versions to keep
   * @return numbers of the removed versions
   */
  public List<Integer> prune(int keep) {
    return locked(
        () -> {
          List<Integer> numbers = numbers(versions);
          Set<Integer> kept =
              new HashSet<>(numbers.subList(Math.max(0, numbers.size() - keep), numbers.size()));
          current().ifPresent(version -> kept.add(version.number()));
          previous().ifPresent(kept::add);
          List<Integer> removed =
              numbers.stream().filter(number -> !kept.contains(number)).toList();
          removed.forEach(number -> storage.delete(new Path(versions, name(number))));
          return removed;
        });
  }

  private VersionChange move(int version, String reason) {
    List<Integer> numbers = numbers(moves);
    int number = numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
    VersionChange move = new VersionChange(number, version, reason, now());
    storage.makeFolder(moves);
    storage.write(new Path(moves, name(number)), StoreJson.text(move));
    return move;
  }

  private VersionChange move(int number) {
    Path file = new Path(moves, name(number));
    return StoreJson.read(storage, file, VersionChange.class);
  }

  private ModelVersion read(int number) {
    Path folder = new Path(versions, name(number));
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

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String name(int number) {
    return "%06d".formatted(number);
  }

  /** Returns the numbers that the entries of a folder are named by, ascending. */
  private List<Integer> numbers(Path folder) {
    if (!storage.exists(folder)) {
      return List.of();
    }
    return storage.io(
        "cannot list " + folder,
        () ->
            List.of(storage.fileSystem().listStatus(folder)).stream()
                .map(status -> status.getPath().getName())
                .filter(name -> name.matches("[0-9]{6,9}"))
                .map(Integer::valueOf)
                .sorted(Comparator.naturalOrder())
                .toList());
  }

  private <T> T locked(Supplier<T> action) {
    storage.makeFolder(dir);
    return lock.holding(action);
  }
}
