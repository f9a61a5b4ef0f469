package io.sparkrnn.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses which key a misspelt one was meant to be. */
final class NearestKey {

  /** Longer than any key with its mistakes. */
  private static final int LONGEST = 100;

  private NearestKey() {}

  /** The key with the fewest edits; empty where even that one looks nothing like it. */
  static Optional<String> of(String unknown, List<String> keys) {
    if (unknown.length() > LONGEST) {
      return Optional.empty();
    }
    // A right name in the wrong section, or batchSize and batch_size, is no far miss.
    return keys.stream()
        .min(Comparator.comparingInt(key -> distance(unknown, key)))
        .filter(key -> distance(unknown, key) <= 1 + key.length() / 5);
  }

  private static int distance(String unknown, String key) {
    if (name(unknown).equals(name(key))) {
      return section(unknown).equals(section(key)) ? 0 : 1;
    }
    return edits(plain(unknown), plain(key));
  }

  private static String name(String key) {
    return plain(key.substring(key.lastIndexOf('.') + 1));
  }

  private static String section(String key) {
    return plain(key.substring(0, Math.max(0, key.lastIndexOf('.'))));
  }

  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replaceAll("[-_\"]", "");
  }

  /** Levenshtein's distance: insertions, deletions and replacements that make a into b. */
  static int edits(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
