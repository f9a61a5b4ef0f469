package io.sparkrnn.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.cli.shared.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/troubleshooting.md} has every exit code, and quotes messages as they are printed. */
class TroubleshootingTest {

  private static final Path ROOT =
      Path.of(System.getProperty("project.dir", System.getProperty("user.dir")));

  /** Folders with the messages' texts: the job, its scripts and its configurations. */
  private static final List<String> SOURCES = List.of("src/main", "submit", "conf");

  private static final Set<String> TEXT_FILES = Set.of("java", "conf", "sh", "py", "properties");

  /** Mark of the parts of a message that vary. */
  private static final String VARIABLE = "…";

  /** Most characters in the source between two fixed parts of a message. */
  private static final int GAP = 40;

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static final int FEWEST_MESSAGES = 30;

  private static List<String> page;
  private static List<String> sources;

  @BeforeAll
  static void read() throws IOException {
    page = Files.readAllLines(ROOT.resolve("docs/troubleshooting.md"));
    List<String> texts = new ArrayList<>();
    for (String folder : SOURCES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files
            .filter(TroubleshootingTest::isText)
            .map(TroubleshootingTest::normalized)
            .forEach(texts::add);
      }
    }
    sources = List.copyOf(texts);
  }

  @Test
  void thePageHasEveryExitCode() {
    List<String> rows =
        ExitCode.table().entrySet().stream()
            .map(code -> "| `%s` | %s |".formatted(code.getKey().strip(), code.getValue()))
            .toList();
    assertThat(rows)
        .hasSameSizeAs(ExitCode.values())
        .allSatisfy(row -> assertThat(page).anyMatch(line -> line.startsWith(row)));
  }

  @Test
  void thePageQuotesMessagesAsTheyArePrinted() {
    List<String> messages = messages();
    assertThat(messages).hasSizeGreaterThan(FEWEST_MESSAGES);
    assertThat(messages.stream().filter(message -> !isPrinted(message)))
        .as("messages of docs/troubleshooting.md that are nowhere in %s", SOURCES)
        .isEmpty();
  }

  /** Returns what the first column of the tables quotes, except for exit codes. */
  private static List<String> messages() {
    return page.stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(0, line.indexOf(" | ")))
        .flatMap(cell -> CODE.matcher(cell).results().map(found -> found.group(1)))
        .filter(text -> !text.matches("\\d+"))
        .toList();
  }

  private static boolean isPrinted(String message) {
    String form =
        Arrays.stream(message.split(VARIABLE))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(Pattern::quote)
            .collect(joining(".{0,%d}?".formatted(GAP)));
    Pattern pattern = Pattern.compile(form, Pattern.DOTALL);
    return sources.stream().map(pattern::matcher).anyMatch(Matcher::find);
  }

  private static boolean isText(Path file) {
    return Files.isRegularFile(file)
        && TEXT_FILES.contains(file.toString().replaceFirst(".*\\.", ""));
  }

  /** Returns a file's text with the parts of a message joined, in single spaces. */
  private static String normalized(Path file) {
    try {
      return Files.readString(file)
          // In Java, strings that are added; in shell scripts, words of a command on several lines.
          .replaceAll("\"\\s*\\+\\s*\"", "")
          .replaceAll("\"\\s*\\\\\n\\s*\"", " ")
          .replace("\\\"", "\"")
          .replaceAll("\\s+", " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
