package io.sparkrnn.workload.sentiment;

import java.io.Serializable;
import java.util.Collection;

/** Strings in two objects: a hundred thousand of them are nothing to a garbage collector. */
final class PackedStrings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String letters;
  private final int[] ends;

  PackedStrings(Collection<String> strings) {
    StringBuilder all = new StringBuilder();
    ends = new int[strings.size()];
    int at = 0;
    for (String string : strings) {
      all.append(string);
      ends[at++] = all.length();
    }
    letters = all.toString();
  }

  int size() {
    return ends.length;
  }

  String get(int place) {
    return letters.substring(place == 0 ? 0 : ends[place - 1], ends[place]);
  }
}
