package io.sparkrnn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.cli.Commands;
import io.sparkrnn.docs.CommandExamples.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentationRulesTest {

  private static final Settings SETTINGS =
      new Settings(
          Set.of("training.epochs", "data.path", "data.options", "seed"), Set.of("data.options"));

  @TempDir private Path project;

  @Test
  void aLinkToNothingIsFound() throws IOException {
    Files.createFile(project.resolve("there.png"));
    MarkdownPage page =
        MarkdownPage.of(
            "README.md",
            """
            # One page
            [a](there.png) [b](#one-page) [c](docs/a.md#part-2) [d](https://example.org/x)
            ![gone](gone.png)
            [e](#no-heading) and [f](docs/a.md#other)
            [g
            h](docs/gone.md) `[code](is-no-link.md)` <img src="lost.png">
            [i](../outside.md)
            ```text
            [in a block](nothing.md)
            ```
            """);
    MarkdownPage other =
        MarkdownPage.of("docs/a.md", "## Part\n## Part\n## Part\n[up](../README.md)");

    assertThat(rules(page, other).brokenLinks())
        .containsExactlyInAnyOrder(
            "README.md:3: there is no gone.png",
            "README.md:4: there is no heading for #no-heading",
            "README.md:4: there is no heading for docs/a.md#other",
            "README.md:5: there is no docs/gone.md",
            "README.md:6: there is no lost.png",
            "README.md:7: the link ../outside.md leaves the project");
  }

  @Test
  void anchorsAreThoseOfGithub() {
    assertThat(MarkdownPage.anchor("Exit codes: what `train` returns, and why?"))
        .isEqualTo("exit-codes-what-train-returns-and-why");
    assertThat(MarkdownPage.anchor("[Keras](x.md) & *ONNX* – a_b")).isEqualTo("keras--onnx--a_b");
  }

  @Test
  void aKeyThatDoesNotExistIsFound() {
    MarkdownPage page =
        MarkdownPage.of(
            "a.md",
            """
            `training.epochs` `training.epochs = 3` `data.options.header` `training` `seed`
            `spark.executor.memory` `data.jsonl` `training.epocs` `…-gain`
            ```text
            training.none
            ```
            """);

    assertThat(rules(page).unknownSettings(SETTINGS))
        .containsExactly(
            "a.md:2: there is no setting training.epocs",
            "a.md:2: write the whole key in place of …-gain");
  }

  @Test
  void theGeneratedPageNamesTheSettings() {
    Settings settings =
        Settings.of(
            MarkdownPage.of(
                "docs/settings.md",
                """
                | key | default | meaning |
                | --- | --- | --- |
                | `data.options` | `{}` | of the reader |
                | `seed` | `42` | a number |
                """));

    assertThat(settings)
        .isEqualTo(new Settings(Set.of("data.options", "seed"), Set.of("data.options")));
  }

  @Test
  void aWrongCommandIsFound() throws IOException {
    Files.createDirectories(project.resolve("conf"));
    Files.createFile(project.resolve("conf/sample.conf"));
    MarkdownPage page =
        MarkdownPage.of(
            "a.md",
            """
            ```sh
            # a comment with --nothing
            MASTER='local[2]' submit/train.sh --conf conf/sample.conf --set training.epochs=3 \\
              --set data.options.header=true
            submit/train.sh --packages a:b -- models list --set data.path='a b' | jq '.x'
            submit/train.sh score runs/a - --output b.csv < reviews.txt && spark-rnn --version
            cat > my.conf <<EOF
            submit/train.sh --in-a-file
            EOF
            ```

            ```console
            $ submit/train.sh evaluate runs/a --out x
            accuracy --any 0.9
            $ submit/train.sh --conf conf/gone.conf --set training.epocs=3
            $ submit/train.sh models show 1 --all
            $ submit/train.sh --set training.epocs=3 || echo "exit code $?"
            ```

            ```text
            submit/train.sh --not-a-block-of-commands
            ```
            """);

    assertThat(rules(page).wrongCommands(examples()))
        .containsExactly(
            "a.md:13: 'evaluate' has no option --out",
            "a.md:15: there is no file conf/gone.conf",
            "a.md:15: there is no setting training.epocs",
            "a.md:16: 'models show' has no option --all");
  }

  @Test
  void argumentsOfSparkSubmitAndOfTheClusterAreNotTheSubcommands() {
    assertThat(
            examples()
                .problems(
                    """
                    submit/cluster.sh --print yarn --queue nightly -- train --json
                    A=1 submit/cluster.sh standalone spark://host:7077 train --set training.epocs=1
                    submit/cluster.sh --help
                    """))
        .containsExactly("there is no setting training.epocs");
  }

  @Test
  void aConsoleBlockBeginsWithACommand() {
    MarkdownPage page = MarkdownPage.of("a.md", "```console\nsubmit/train.sh\n```\n");

    assertThat(rules(page).wrongCommands(examples()))
        .containsExactly("a.md: line 2: a console block begins with '$ '");
  }

  @Test
  void aMissingConfigurationFileInASentenceIsFound() throws IOException {
    Files.createDirectories(project.resolve("conf"));
    Files.createFile(project.resolve("conf/sample.conf"));
    MarkdownPage page = MarkdownPage.of("a.md", "`conf/sample.conf` and `conf/gone.conf`\n");

    assertThat(rules(page).missingConfFiles())
        .containsExactly("a.md:1: there is no file conf/gone.conf");
  }

  @Test
  void aSubcommandThatNoPageHasIsFound() {
    MarkdownPage page =
        MarkdownPage.of(
            "a.md",
            """
            `plan` and `models list --json`
            ```sh
            submit/train.sh --set seed=1
            spark-rnn evaluate runs/a
            ```
            """);
    MarkdownPage generated = MarkdownPage.of("docs/commands.md", "`score`");

    assertThat(
            rules(page, generated)
                .unmentionedSubcommands(
                    List.of("plan", "train", "evaluate", "models", "models list", "score"),
                    examples()))
        .containsExactly("no page has the subcommand score");
  }

  @Test
  void aPageThatIsNotInTheContentsIsFound() {
    MarkdownPage contents =
        MarkdownPage.of("docs/README.md", "[a](a.md) [up](../README.md) [d](decisions/README.md)");
    MarkdownPage decisions = MarkdownPage.of("docs/decisions/README.md", "[one](one.md#why)");

    assertThat(
            rules(
                    contents,
                    decisions,
                    page("docs/a.md"),
                    page("docs/b.md"),
                    page("docs/decisions/one.md"),
                    page("docs/decisions/two.md"))
                .unlinkedPages())
        .containsExactly(
            "docs/b.md is not linked from docs/README.md",
            "docs/decisions/two.md is not linked from docs/README.md");
    assertThat(rules(page("docs/a.md")).unlinkedPages())
        .containsExactly("there is no docs/README.md");
  }

  @Test
  void theSiteHasTheOrderOfTheContents() {
    DocumentationRules rules =
        rules(
            MarkdownPage.of(
                "docs/README.md",
                """
                # Contents
                [up](../README.md)
                ## Use
                [b](b.md) [a](a.md#x)
                ## Inside
                [b again](b.md) [d](decisions/README.md)
                """),
            page("README.md"),
            page("docs/a.md"),
            page("docs/b.md"),
            MarkdownPage.of("docs/decisions/README.md", "[one](one.md) [a](../a.md)"),
            page("docs/decisions/one.md"));

    assertThat(rules.contentsOfSite().lines().skip(1))
        .containsExactly(
            "root: README",
            "subtrees:",
            "  - caption: Use",
            "    entries:",
            "      - file: b",
            "      - file: a",
            "  - caption: Inside",
            "    entries:",
            "      - file: decisions/README",
            "        entries:",
            "          - file: decisions/one");
  }

  @Test
  void aLongPageIsFound() {
    MarkdownPage readme = MarkdownPage.of("README.md", "x\n".repeat(4));
    MarkdownPage longer = MarkdownPage.of("docs/a.md", "x\n".repeat(6));
    MarkdownPage generated = MarkdownPage.of("docs/settings.md", "x\n".repeat(60));

    assertThat(rules(readme, longer, generated).longPages(4, 6)).isEmpty();
    assertThat(rules(readme, longer, generated).longPages(3, 5))
        .containsExactly("README.md has 4 lines", "docs/a.md has 6 lines");
  }

  @Test
  void aPathOfAMachineIsFound() {
    MarkdownPage page =
        MarkdownPage.of(
            "a.md", "hdfs:///home/x and /opt/spark\nsee /home/jane/reviews\n`/work/main`\n");

    assertThat(rules(page).pathsOfMachines())
        .containsExactly("a.md:2: the path /home/jane", "a.md:3: the path /work/main");
  }

  @Test
  void thePagesAreInTheOrderOfTheContents() {
    assertThat(
            rules(
                    page("docs/a.md"),
                    page("README.md"),
                    MarkdownPage.of("docs/README.md", "[b](b.md) [a](a.md#x) [b](b.md)"),
                    page("docs/b.md"),
                    page("docs/c.md"))
                .inOrder())
        .extracting(MarkdownPage::path)
        .containsExactly("README.md", "docs/b.md", "docs/a.md", "docs/README.md", "docs/c.md");
  }

  private CommandExamples examples() {
    return new CommandExamples(Commands.root(), SETTINGS, project);
  }

  private DocumentationRules rules(MarkdownPage... pages) {
    return new DocumentationRules(project, Stream.of(pages).toList());
  }

  private static MarkdownPage page(String path) {
    return MarkdownPage.of(path, "# A page\n");
  }
}
