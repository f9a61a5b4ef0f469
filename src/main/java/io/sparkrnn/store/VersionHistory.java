package io.sparkrnn.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Append-only list of the changes of a model's current version, one small file each; the last one
 * applies. So there is a current version at all times, on any file system.
 */
record VersionHistory(NumberedFolder files) {

  /** Returns all changes, oldest first. */
  List<VersionChange> all() {
    return files.numbers().stream()
        .map(number -> StoreJson.read(files.storage(), files.entry(number), VersionChange.class))
        .toList();
  }

  /** Returns the current version; empty if there was no change. */
  OptionalInt current() {
    return all().stream().mapToInt(VersionChange::version).reduce((before, last) -> last);
  }

  /** Makes a version the current one. */
  VersionChange append(int version, String reason) {
    VersionChange change = new VersionChange(files.next(), version, reason, now());
    files.storage().makeFolder(files.folder());
    files.storage().write(files.entry(change.number()), StoreJson.text(change));
    return change;
  }

  /** Returns the time, as ISO 8601 in UTC. */
  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * Returns the version that was current before; empty if there is none. Versions that were rolled
   * back from are skipped, so that two rollbacks go back two versions.
   *
   * @param existing versions that were not removed
   */
  OptionalInt previous(List<Integer> existing) {
    List<Integer> stack = new ArrayList<>();
    for (VersionChange change : all()) {
      int at = stack.indexOf(change.version());
      if (at >= 0) {
        stack.subList(at + 1, stack.size()).clear();
      } else {
        stack.add(change.version());
      }
    }
    return stack.stream()
        .limit(Math.max(0, stack.size() - 1))
        .filter(existing::contains)
        .mapToInt(Integer::intValue)
        .reduce((before, last) -> last);
  }
}
