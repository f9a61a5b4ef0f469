package io.sparkrnn.config;

import com.typesafe.config.ConfigOrigin;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing wrong with the configuration.
 *
 * @param place where it was said: a file and a line, an option, a variable
 * @param text what is wrong, what was expected, what to do
 */
record Problem(String place, String text) implements Comparable<Problem> {

  private static final int LONGEST_PLACE = 300;
  private static final int LONGEST_TEXT = 1_000;

  private static final Pattern LINE = Pattern.compile("(?<source>.*): (?<line>\\d{1,9})(-\\d+)?");

  private static final Comparator<Problem> READING_ORDER =
      Comparator.comparingInt((Problem problem) -> Origins.layer(problem.place))
          .thenComparing(Problem::source)
          .thenComparingInt(Problem::line)
          .thenComparing(Problem::text);

  /** What a mistyped quote makes of a name may be longer than anybody reads. */
  Problem {
    place = cut(place, LONGEST_PLACE);
    text = cut(text, LONGEST_TEXT);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
  }

  static Problem at(ConfigOrigin origin, String key, String text) {
    return new Problem(Origins.first(origin), key + ": " + text);
  }

  private String source() {
    Matcher matcher = LINE.matcher(place);
    return matcher.matches() ? matcher.group("source") : place;
  }

  private int line() {
    Matcher matcher = LINE.matcher(place);
    return matcher.matches() ? Integer.parseInt(matcher.group("line")) : 0;
  }

  /** By place as a reader goes through the files, then the command line. */
  @Override
  public int compareTo(Problem other) {
    return READING_ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return place + ": " + text;
  }
}
