package io.sparkrnn.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Output as a page shows it. A line {@code …} stands for any lines and {@code …} in a line for any
 * text. Numbers, hexadecimal digests and the width of gaps may differ; words may not.
 */
final class OutputPattern {

  private static final Pattern HEXADECIMAL =
      Pattern.compile("(?<![\\w])(?=[a-f]*\\d)[0-9a-f]{8,}(?![\\w])");

  private static final Pattern NUMBER =
      Pattern.compile("(?:(?<=[\\s(=])[-+])?\\d+(?:[,.]\\d+)*(?:[eE][-+]?\\d+)?");

  private final List<Line> lines;

  private OutputPattern(List<Line> lines) {
    this.lines = lines;
  }

  /** Line of a page; without a pattern it stands for any lines. */
  private record Line(Pattern pattern) {

    static Line of(String text) {
      if (text.strip().equals(CodeBlock.ANYTHING)) {
        return new Line(null);
      }
      return new Line(
          Pattern.compile(
              Stream.of(text.split(CodeBlock.ANYTHING, -1))
                  .map(OutputPattern::normal)
                  .map(Pattern::quote)
                  .collect(Collectors.joining(".*"))));
    }

    boolean isAnything() {
      return pattern == null;
    }

    boolean matches(String line) {
      return pattern.matcher(line).matches();
    }
  }

  static OutputPattern of(List<String> shown) {
    return new OutputPattern(withoutBlankEnds(shown).stream().map(Line::of).toList());
  }

  /** Whether a command printed what the page shows. */
  boolean matches(List<String> printed) {
    List<String> actual = withoutBlankEnds(printed).stream().map(OutputPattern::normal).toList();
    // matched[i]: whether the lines of the page so far match the first i printed ones.
    boolean[] matched = new boolean[actual.size() + 1];
    matched[0] = true;
    for (Line line : lines) {
      boolean[] next = new boolean[actual.size() + 1];
      for (int i = 0; i <= actual.size(); i++) {
        if (line.isAnything()) {
          next[i] = matched[i] || (i > 0 && next[i - 1]);
        } else {
          next[i] = i > 0 && matched[i - 1] && line.matches(actual.get(i - 1));
        }
      }
      matched = next;
    }
    return matched[actual.size()];
  }

  /** Returns a line with 0 for each number, and with single spaces. */
  static String normal(String line) {
    String digests = HEXADECIMAL.matcher(line).replaceAll("0");
    return NUMBER.matcher(" " + digests).replaceAll("0").replaceAll("\\s+", " ").strip();
  }

  private static List<String> withoutBlankEnds(List<String> lines) {
    List<String> rest = new ArrayList<>(lines);
    while (!rest.isEmpty() && rest.get(rest.size() - 1).isBlank()) {
      rest.remove(rest.size() - 1);
    }
    while (!rest.isEmpty() && rest.get(0).isBlank()) {
      rest.remove(0);
    }
    return rest;
  }
}
