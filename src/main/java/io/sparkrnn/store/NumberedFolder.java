package io.sparkrnn.store;

import java.util.List;
import org.apache.hadoop.fs.Path;

/** Folder whose entries are named by ascending numbers, from 000001. */
record NumberedFolder(Storage storage, Path folder) {

  /** Returns the numbers of all entries, ascending. */
  List<Integer> numbers() {
    return storage.list(folder).stream()
        .map(Path::getName)
        .filter(name -> name.matches("[0-9]{6,9}"))
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  /** Returns the number of the next entry. */
  int next() {
    return numbers().stream().reduce(0, Math::max) + 1;
  }

  Path entry(int number) {
    return new Path(folder, "%06d".formatted(number));
  }
}
