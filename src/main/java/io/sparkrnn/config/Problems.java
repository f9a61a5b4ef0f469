package io.sparkrnn.config;

import com.typesafe.config.ConfigOrigin;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.MessageText;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Problems of a configuration, collected so that all are reported at once. */
final class Problems {

  private static final int LONGEST_LOCATION = 300;
  private static final int LONGEST_TEXT = 1_000;
  private static final Pattern LINE = Pattern.compile("(?<source>.*): (?<line>\\d{1,9})(-\\d+)?");

  /** By location: files first, line by line, the command line last. */
  private final SortedSet<Problem> found;

  private final String context;

  Problems() {
    this(
        new TreeSet<>(
            Comparator.comparingInt((Problem problem) -> Origins.layer(problem.location))
                .thenComparing(Problem::source)
                .thenComparingInt(Problem::line)
                .thenComparing(Problem::text)),
        "");
  }

  private Problems(SortedSet<Problem> found, String context) {
    this.found = found;
    this.context = context;
  }

  /** Returns a view that adds to these problems, each with {@code part} before its text. */
  Problems of(String part) {
    return new Problems(found, context + part + ": ");
  }

  /**
   * An error in the configuration.
   *
   * @param location where it is: a file and a line, an option, a property or a variable
   * @param text what is wrong, what was expected, what to do
   */
  private record Problem(String location, String text) {
    private String source() {
      Matcher matcher = LINE.matcher(location);
      return matcher.matches() ? matcher.group("source") : location;
    }

    private int line() {
      Matcher matcher = LINE.matcher(location);
      return matcher.matches() ? Integer.parseInt(matcher.group("line")) : 0;
    }
  }

  /** Adds an error; a missing quote may turn much of a file into a single name. */
  void add(String location, String text) {
    found.add(
        new Problem(
            MessageText.shortened(location, LONGEST_LOCATION),
            MessageText.shortened(context + text, LONGEST_TEXT)));
  }

  void add(ConfigOrigin origin, String key, String text) {
    add(Origins.first(origin), key + ": " + text);
  }

  /** Returns the number of different problems so far. */
  int count() {
    return found.size();
  }

  /** Fails with all problems in the order of their origins, if there are any. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigurationException(
          "%d %s in the configuration:\n  %s"
              .formatted(
                  found.size(),
                  found.size() == 1 ? "problem" : "problems",
                  found.stream()
                      .map(problem -> problem.location + ": " + problem.text)
                      .collect(Collectors.joining("\n  "))));
    }
  }
}
