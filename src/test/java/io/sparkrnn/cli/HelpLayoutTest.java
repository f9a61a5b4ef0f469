package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpLayoutTest {

  private static final Pattern GAP = Pattern.compile(" {2,}(?=\\S)");

  private static Stream<String> commands() {
    return Commands.all().stream()
        .map(command -> command.getCommandSpec().qualifiedName(" "))
        .map(name -> name.replaceFirst("^spark-rnn ?", ""));
  }

  @ParameterizedTest(name = "spark-rnn {0} --help")
  @MethodSource("commands")
  void everyHelpPageFitsATerminal(String command) {
    assertThat(help(command)).allMatch(line -> line.length() <= HelpLayout.WIDTH);
  }

  @ParameterizedTest(name = "spark-rnn {0} --help")
  @MethodSource("commands")
  void noLineEndsBeforeItIsFull(String command) {
    if (Commands.OF_PICOCLI.contains(command)) {
      return;
    }
    assertThat(early(help(command))).isEmpty();
  }

  @ParameterizedTest(name = "spark-rnn {0} --help")
  @MethodSource("commands")
  void everyParameterHasAWordInCapitals(String command) {
    assertThat(help(command)).noneMatch(line -> line.matches(".*=<[a-z]+>.*"));
  }

  @Test
  void aLineThatEndsEarlyIsFound() {
    assertThat(early(List.of("a line that", "ends early"))).containsExactly("a line that");
    assertThat(early(List.of("  --json   it", "           ends early"))).hasSize(1);
    assertThat(early(List.of("Commands:", "  train   it", "  plan    that"))).isEmpty();
  }

  @Test
  void textIsBrokenBetweenWordsAndAlignedWithItsColumn() {
    String words = "one two three ".repeat(6).strip();

    assertThat(HelpLayout.broken("  -x   " + words + " data.path-of-it\nlast\n").lines())
        .containsExactly(
            "  -x   " + "one two three ".repeat(5).strip() + " one",
            "       two three data.path-of-it",
            "last");
    assertThat(HelpLayout.broken("Usage: spark-rnn train " + "[--option] ".repeat(7)).lines())
        .containsExactly(
            "Usage: spark-rnn train " + "[--option] ".repeat(5).strip(),
            " ".repeat(23) + "[--option] [--option]");
  }

  @Test
  void escapesOfColorsHaveNoWidth() {
    String bold = "\u001B[1mword\u001B[0m ".repeat(16).strip();

    assertThat(HelpLayout.broken(bold).lines()).hasSize(1);
  }

  private static List<String> help(String command) {
    List<String> arguments =
        new ArrayList<>(command.isEmpty() ? List.of() : Arrays.asList(command.split(" ")));
    arguments.add("--help");
    return Job.run(arguments).out().lines().toList();
  }

  /** Lines that the first word of the following line would have fitted in. */
  private static List<String> early(List<String> page) {
    List<String> early = new ArrayList<>();
    for (int i = 0; i + 1 < page.size(); i++) {
      String line = page.get(i);
      String next = page.get(i + 1);
      if (line.startsWith("Examples:")) {
        break;
      }
      if (line.isBlank() || next.isBlank() || line.startsWith("Usage: ")) {
        continue;
      }
      int indentation = next.length() - next.stripLeading().length();
      String word = next.strip().split(" ")[0];
      if (indentation > 0 && word.startsWith("-")) {
        // The next option, or the next word of the synopsis.
        continue;
      }
      if (start(line) == indentation && line.length() + 1 + word.length() <= HelpLayout.WIDTH) {
        early.add(line);
      }
    }
    return early;
  }

  /** Column at which the text of a line begins, after the name of an option if there is one. */
  private static int start(String line) {
    int start = 0;
    Matcher gap = GAP.matcher(line);
    while (gap.find() && gap.end() < HelpLayout.WIDTH / 2) {
      start = gap.end();
    }
    return start;
  }
}
