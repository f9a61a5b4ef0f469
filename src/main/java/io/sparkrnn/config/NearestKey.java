package io.sparkrnn.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

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
    return LevenshteinDistance.getDefaultInstance().apply(plain(unknown), plain(key));
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
}
