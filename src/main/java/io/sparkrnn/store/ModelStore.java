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
 * All versions of one model in a folder, and which of them is in use.
 *
 * <p>A version is a folder that appears in one rename and is never changed. Which one is current is
 * said by a list of moves, one small file each, that only grows: the last one counts. So there is
 * no moment without a current version, on no file system, and what was in use when can be told.
 * Whoever adds, moves or removes holds a lock.
 */
public final class ModelStore {

  private static final String ORIGIN = "origin.json";
  private static final String DECISION = "decision.json";

  private final Storage storage;
  private final Path dir;
  private final Path versions;
  private final Path moves;
  private final WriterLock lock;

  private ModelStore(Storage storage, Path dir) {
    this.storage = storage;
    this.dir = dir;
    this.versions = new Path(dir, "versions");
    this.moves = new Path(dir, "moves");
    this.lock = new WriterLock(storage, new Path(dir, ".lock"));
  }

  /** The store in a folder, local or any Hadoop URI, that need not be there yet. */
  public static ModelStore open(String dir, Configuration hadoop) {
    Path path = new Path(dir);
    Storage storage = Storage.of(path, hadoop);
    return new ModelStore(storage, storage.qualified(path));
  }

  public String uri() {
    return dir.toUri().toString();
  }

  /** All versions, the oldest first. */
  public List<ModelVersion> versions() {
    return numbers(versions).stream().map(this::read).toList();
  }

  /** The newest version; empty if there is none. */
  public Optional<ModelVersion> newest() {
    List<Integer> numbers = numbers(versions);
    return numbers.isEmpty()
        ? Optional.empty()
        : Optional.of(read(numbers.get(numbers.size() - 1)));
  }

  /**
   * A version.
   *
   * @throws BadDataException if there is none of that number
   */
  public ModelVersion version(int number) {
    if (!numbers(versions).contains(number)) {
      throw new BadDataException(
          "%s has no version %d; there are %s".formatted(uri(), number, numbers(versions)));
    }
    return read(number);
  }

  /** The version in use; empty if none is yet. */
  public Optional<ModelVersion> current() {
    List<Move> history = history();
    return history.isEmpty()
        ? Optional.empty()
        : Optional.of(version(history.get(history.size() - 1).version()));
  }

  /** Every move of the current version, the first one first. */
  public List<Move> history() {
    return numbers(moves).stream().map(number -> move(number)).toList();
  }

  /**
   * Adds a published run as a version. A run that is one already stays that one.
   *
   * @param run its URI
   * @param identity a hash of settings and data
   * @param decision JSON
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
   * Makes a version the current one.
   *
   * @param instead the version that was current when this was decided; empty: none was
   * @throws OutputConflictException if another job has moved it since
   */
  public Move promote(int version, OptionalInt instead, String reason) {
    return locked(
        () -> {
          Optional<ModelVersion> now = current();
          OptionalInt found =
              now.isPresent() ? OptionalInt.of(now.get().number()) : OptionalInt.empty();
          if (!found.equals(instead)) {
            throw new OutputConflictException(
                "the current version of %s is %s, and was %s when version %d was compared with it; it stays a candidate"
                    .formatted(uri(), shown(found), shown(instead), version));
          }
          return move(version(version).number(), reason);
        });
  }

  /** Makes a version the current one, whichever that is now. */
  public Move promote(int version, String reason) {
    return locked(() -> move(version(version).number(), reason));
  }

  private static String shown(OptionalInt version) {
    return version.isPresent() ? Integer.toString(version.getAsInt()) : "none";
  }

  /**
   * Goes back to the version that was current before the present one.
   *
   * @throws ConfigurationException if there was none that is still there
   */
  public Move rollback(String reason) {
    return locked(
        () -> {
          OptionalInt before = before();
          if (before.isEmpty()) {
            throw new ConfigurationException(
                "%s has no earlier current version to go back to".formatted(uri()));
          }
          return move(before.getAsInt(), reason);
        });
  }

  /**
   * What {@link #rollback} goes back to. A version that was rolled back from is not gone forward to
   * again: going back twice goes back two versions.
   */
  private OptionalInt before() {
    List<Integer> stack = new ArrayList<>();
    for (Move move : history()) {
      int at = stack.indexOf(move.version());
      if (at >= 0) {
        stack.subList(at + 1, stack.size()).clear();
      } else {
        stack.add(move.version());
      }
    }
    List<Integer> there = numbers(versions);
    for (int i = stack.size() - 2; i >= 0; i--) {
      if (there.contains(stack.get(i))) {
        return OptionalInt.of(stack.get(i));
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Removes all but the newest versions, the current one, and the one before it.
   *
   * @param keep how many of the newest stay
   * @return the numbers of those that were removed
   */
  public List<Integer> prune(int keep) {
    return locked(
        () -> {
          List<Integer> numbers = numbers(versions);
          Set<Integer> kept =
              new HashSet<>(numbers.subList(Math.max(0, numbers.size() - keep), numbers.size()));
          current().ifPresent(version -> kept.add(version.number()));
          before().ifPresent(kept::add);
          List<Integer> gone = numbers.stream().filter(number -> !kept.contains(number)).toList();
          gone.forEach(number -> storage.delete(new Path(versions, name(number))));
          return gone;
        });
  }

  private Move move(int version, String reason) {
    List<Integer> numbers = numbers(moves);
    int number = numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
    Move move = new Move(number, version, reason, now());
    storage.makeFolder(moves);
    storage.write(new Path(moves, name(number)), StoreJson.text(move));
    return move;
  }

  private Move move(int number) {
    Path file = new Path(moves, name(number));
    return StoreJson.read(storage, file, Move.class);
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

  /** The numbers that name what is in a folder, ascending. */
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
