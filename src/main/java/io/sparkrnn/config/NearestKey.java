package io.sparkrnn.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Suggests the key that a misspelled one was meant to be. */
final class NearestKey {

  /** Maximum length of a key that is compared; valid keys are much shorter. */
  private static final int LONGEST = 100;

  private NearestKey() {}

  /** Returns the key with the smallest edit distance; empty if no key is similar. */
  static Optional<String> of(String unknown, List<String> keys) {
    if (unknown.length() > LONGEST) {
      return Optional.empty();
    }
    // The right name in a wrong section, or batchSize for batch-size, has distance 1 or 0.
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

  /**
   * Returns the Levenshtein distance: the minimum number of insertions, deletions and replacements
   * of characters that turn {@code a} into {@code b}.
   */
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
