package io.sparkrnn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.cli.Commands;
import io.sparkrnn.docs.CommandExamples.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pages of this project keep the rules, which {@link DocumentationRulesTest} explains. */
class DocumentationTest {

  private static final int MOST_LINES_OF_README = 150;
  private static final int MOST_LINES_OF_A_PAGE = 220;

  private static final DocumentationRules RULES =
      new DocumentationRules(Documentation.PROJECT, Documentation.pages());

  private static final Settings SETTINGS =
      Settings.of(MarkdownPage.read(Documentation.PROJECT, "docs/settings.md"));

  private static final CommandExamples EXAMPLES =
      new CommandExamples(Commands.root(), SETTINGS, Documentation.PROJECT);

  @Test
  void everyLinkLeadsSomewhere() {
    assertThat(RULES.brokenLinks()).isEmpty();
  }

  @Test
  void everyKeyInASentenceIsASetting() {
    assertThat(RULES.unknownSettings(SETTINGS)).isEmpty();
  }

  @Test
  void everyConfigurationFileExists() {
    assertThat(RULES.missingConfFiles()).isEmpty();
  }

  @Test
  void everyCommandIsOneThatTheProgramKnows() {
    assertThat(RULES.wrongCommands(EXAMPLES)).isEmpty();
  }

  @Test
  void everySubcommandIsExplained() {
    List<String> names =
        Commands.all().stream()
            .map(command -> command.getCommandSpec().qualifiedName(" "))
            .map(name -> name.replaceFirst("^spark-rnn ?", ""))
            .filter(name -> !name.isEmpty() && !name.equals("help"))
            .toList();
    assertThat(RULES.unmentionedSubcommands(names, EXAMPLES)).isEmpty();
  }

  @Test
  void everyPageIsInTheContents() {
    assertThat(RULES.unlinkedPages()).isEmpty();
  }

  /** {@code mvn test -Dtest=DocumentationTest -Ddocs.toc=write} writes the site's contents anew. */
  @Test
  void theSiteHasThePagesOfTheContents() throws IOException {
    Path file = Documentation.PROJECT.resolve("docs/_toc.yml");
    assertThat(Documentation.PROJECT.resolve(DocumentationRules.CONTENTS)).exists();
    String contents = RULES.contentsOfSite();
    if (System.getProperty("docs.toc", "").equals("write")) {
      Files.writeString(file, contents);
    }
    assertThat(file).hasContent(contents);
  }

  @Test
  void thePagesAreShort() {
    assertThat(RULES.longPages(MOST_LINES_OF_README, MOST_LINES_OF_A_PAGE)).isEmpty();
  }

  @Test
  void noPageNamesTheMachineThatItWasWrittenOn() {
    assertThat(RULES.pathsOfMachines()).isEmpty();
  }
}
