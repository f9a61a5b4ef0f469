package io.sparkrnn.config;

import com.typesafe.config.ConfigOrigin;
import io.sparkrnn.error.ConfigurationException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Collects what is wrong, so that the user hears of everything at once. */
final class Problems {

  private final Schema schema;
  private final SortedSet<Problem> found = new TreeSet<>();

  /**
   * None yet.
   *
   * @param schema has the keys that a misspelt one may have been meant to be
   */
  Problems(Schema schema) {
    this.schema = schema;
  }

  /** What the configuration is held against. */
  Schema schema() {
    return schema;
  }

  void add(String place, String text) {
    found.add(new Problem(place, text));
  }

  void add(ConfigOrigin origin, String key, String text) {
    found.add(Problem.at(origin, key, text));
  }

  void addUnknownKey(String place, String key) {
    String advice =
        NearestKey.of(key, schema.settings().stream().map(Setting::key).toList())
            .map("did you mean %s?"::formatted)
            .orElse("the verb 'config' lists all keys");
    add(place, "%.200s: unknown key; %s".formatted(key, advice));
  }

  /** Fails with all problems in the order of their places, if there are any. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigurationException(
          "%d %s in the configuration:\n  %s"
              .formatted(
                  found.size(),
                  found.size() == 1 ? "problem" : "problems",
                  found.stream().map(Problem::toString).collect(Collectors.joining("\n  "))));
    }
  }
}
