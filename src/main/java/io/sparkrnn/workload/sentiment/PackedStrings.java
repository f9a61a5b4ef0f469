package io.sparkrnn.workload.sentiment;

import java.io.Serializable;
import java.util.Collection;

/** A list of strings stored in two objects, which saves the garbage collector from tracing each. */
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

  String get(int index) {
    return letters.substring(index == 0 ? 0 : ends[index - 1], ends[index]);
  }
}
