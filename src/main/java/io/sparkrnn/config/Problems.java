package io.sparkrnn.config;

import com.typesafe.config.ConfigOrigin;
import io.sparkrnn.error.ConfigurationException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Problems of a configuration, collected so that all are reported at once. */
final class Problems {

  private final SortedSet<Problem> found = new TreeSet<>();

  void add(String place, String text) {
    found.add(new Problem(place, text));
  }

  void add(ConfigOrigin origin, String key, String text) {
    found.add(Problem.at(origin, key, text));
  }

  /** Fails with all problems in the order of their origins, if there are any. */
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
