package io.sparkrnn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Layout of help pages for terminals of {@value #WIDTH} columns. Lines are broken between words
 * only, where picocli itself also breaks within {@code data.path} and {@code 8-bit}.
 */
final class HelpLayout {

  /** Width of a help page in characters. */
  static final int WIDTH = 80;

  /** Width at which picocli breaks no line, so that all breaks are made here. */
  private static final int UNBROKEN = 10_000;

  private static final Pattern ANSI = Pattern.compile("\u001B\\[[;\\d]*m");

  /** Gap between the columns of a table; text that follows the last one is in the last column. */
  private static final Pattern GAP = Pattern.compile(" {2,}(?=\\S)");

  /** Heading that picocli prints before the synopsis, on the same line. */
  private static final String USAGE = "Usage: ";

  private static final Pattern SYNOPSIS = Pattern.compile("^" + USAGE + "\\S+( [a-z][a-z-]*)* ");

  /** Names of an option; a long one leaves a single space before the description. */
  private static final Pattern OPTION = Pattern.compile("^ +(?:-\\w, )?--\\S+ +(?=\\S)");

  private HelpLayout() {}

  /** Applies the layout to the help page of one command. */
  static void apply(CommandLine command) {
    command.getCommandSpec().usageMessage().width(UNBROKEN);
    command
        .getHelpSectionMap()
        .replaceAll(
            (section, renderer) ->
                switch (section) {
                    // Command lines are shown as they are written.
                  case UsageMessageSpec.SECTION_KEY_FOOTER -> renderer;
                  case UsageMessageSpec.SECTION_KEY_SYNOPSIS ->
                      help -> broken(USAGE + renderer.render(help)).substring(USAGE.length());
                  default -> help -> broken(renderer.render(help));
                });
  }

  /** Returns a text with lines of at most {@value #WIDTH} visible characters. */
  static String broken(String text) {
    StringBuilder result = new StringBuilder();
    for (String line : text.split("(?<=\n)")) {
      if (line.endsWith("\n")) {
        result.append(String.join(System.lineSeparator(), lines(line.stripTrailing())));
        result.append(System.lineSeparator());
      } else {
        // Such as the heading before the synopsis, which ends with a space.
        result.append(String.join(System.lineSeparator(), lines(line)));
      }
    }
    return result.toString();
  }

  private static List<String> lines(String line) {
    if (visible(line) <= WIDTH) {
      return List.of(line);
    }
    int start = start(line);
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder(line.substring(0, start));
    String indentation = " ".repeat(visible(line.substring(0, start)));
    boolean first = true;
    for (String word : line.substring(start).split(" ")) {
      if (!first && visible(current) + 1 + visible(word) > WIDTH) {
        lines.add(current.toString());
        current = new StringBuilder(indentation).append(word);
      } else {
        current.append(first ? "" : " ").append(word);
      }
      first = false;
    }
    lines.add(current.toString());
    return lines;
  }

  /** Index at which the text of a line begins that its further lines are aligned with. */
  private static int start(String line) {
    for (Pattern beginning : List.of(SYNOPSIS, OPTION)) {
      Matcher matcher = beginning.matcher(line);
      if (matcher.find()) {
        return matcher.end();
      }
    }
    int start = 0;
    Matcher gap = GAP.matcher(line);
    while (gap.find() && visible(line.substring(0, gap.end())) < WIDTH / 2) {
      start = gap.end();
    }
    return start;
  }

  private static int visible(CharSequence text) {
    return ANSI.matcher(text).replaceAll("").length();
  }
}
