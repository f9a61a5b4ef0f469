package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code docs/commands.md} and the man pages in {@code src/build/man} are what the command line's
 * model says. {@code mvn test -Dtest=CommandPagesTest -Dcommands.page=write} writes them anew.
 */
class CommandPagesTest {

  private static final Path PROJECT =
      Path.of(System.getProperty("project.dir", System.getProperty("user.dir")));
  private static final Path MARKDOWN = PROJECT.resolve("docs/commands.md");
  private static final Path MAN = PROJECT.resolve("src/build/man");

  private static final boolean WRITE = System.getProperty("commands.page", "").equals("write");

  @Test
  void thePageSaysWhatTheCommandLineSays() throws IOException {
    String page = CommandPages.markdown();
    if (WRITE) {
      Files.writeString(MARKDOWN, page);
    }
    assertThat(MARKDOWN).hasContent(page);
  }

  @Test
  void thePageHasEverySubcommandAndOption() {
    String page = CommandPages.markdown();
    for (CommandLine command : Commands.all()) {
      CommandSpec spec = command.getCommandSpec();
      assertThat(page).contains("\n## ");
      spec.options().forEach(option -> assertThat(page).contains(option.longestName()));
    }
    assertThat(page)
        .contains("\n## train\n", "\n## models rollback\n", "| `--seeds SEED[,...]` | 42,1,2,3,4 |")
        .doesNotContain("${", "%n");
  }

  @Test
  void theManPagesSayWhatTheCommandLineSays() throws IOException {
    List<CommandSpec> commands = Commands.all().stream().map(CommandLine::getCommandSpec).toList();
    if (WRITE) {
      Files.createDirectories(MAN);
      for (CommandSpec command : commands) {
        Files.writeString(file(command), CommandPages.man(command));
      }
    }
    for (CommandSpec command : commands) {
      assertThat(file(command)).hasContent(CommandPages.man(command));
    }
    try (Stream<Path> files = Files.list(MAN)) {
      assertThat(files)
          .containsExactlyInAnyOrderElementsOf(
              commands.stream().map(CommandPagesTest::file).toList());
    }
  }

  private static Path file(CommandSpec command) {
    return MAN.resolve(CommandPages.manName(command) + ".1");
  }
}
