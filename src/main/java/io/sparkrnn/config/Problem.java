package io.sparkrnn.config;

import com.typesafe.config.ConfigOrigin;
import io.sparkrnn.error.MessageText;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error in the configuration.
 *
 * @param location where it is: a file and a line, an option, a property or a variable
 * @param text what is wrong, what was expected, what to do
 */
record Problem(String location, String text) implements Comparable<Problem> {

  private static final int LONGEST_LOCATION = 300;
  private static final int LONGEST_TEXT = 1_000;

  private static final Pattern LINE = Pattern.compile("(?<source>.*): (?<line>\\d{1,9})(-\\d+)?");

  private static final Comparator<Problem> READING_ORDER =
      Comparator.comparingInt((Problem problem) -> Origins.layer(problem.location))
          .thenComparing(Problem::source)
          .thenComparingInt(Problem::line)
          .thenComparing(Problem::text);

  // A missing quote may turn much of a file into a single name.
  Problem {
    location = MessageText.shortened(location, LONGEST_LOCATION);
    text = MessageText.shortened(text, LONGEST_TEXT);
  }

  static Problem at(ConfigOrigin origin, String key, String text) {
    return new Problem(Origins.first(origin), key + ": " + text);
  }

  private String source() {
    Matcher matcher = LINE.matcher(location);
    return matcher.matches() ? matcher.group("source") : location;
  }

  private int line() {
    Matcher matcher = LINE.matcher(location);
    return matcher.matches() ? Integer.parseInt(matcher.group("line")) : 0;
  }

  /** Orders problems by location: files first, line by line, the command line last. */
  @Override
  public int compareTo(Problem other) {
    return READING_ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return location + ": " + text;
  }
}
