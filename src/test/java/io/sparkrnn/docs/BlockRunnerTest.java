package io.sparkrnn.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockRunnerTest {

  @TempDir private Path folder;

  @Test
  void blocksAreFoundWithTheirReasons() {
    MarkdownPage page =
        MarkdownPage.of(
            "a.md",
            """
            # Page

            ```sh
            true
            ```

            <!-- not run: needs a cluster -->
            ```console
            $ submit/cluster.sh
            ```

            1. A step:

               ```text
               output
                 indented
               ```
            """);

    assertThat(page.blocks())
        .containsExactly(
            new CodeBlock(3, "sh", List.of("true"), Optional.empty()),
            new CodeBlock(
                8, "console", List.of("$ submit/cluster.sh"), Optional.of("needs a cluster")),
            new CodeBlock(14, "text", List.of("output", "  indented"), Optional.empty()));
    assertThat(page.blocks()).extracting(CodeBlock::isRun).containsExactly(true, false, false);
  }

  @Test
  void aConsoleBlockHasCommandsAndTheirOutput() {
    CodeBlock block =
        console("$ echo a \\", ">   b", "a b", "$ true", "$ printf 'c\\nd\\n'", "c", "d");

    assertThat(block.commands())
        .containsExactly(
            new CodeBlock.Command(2, "echo a \\\n  b", List.of("a b")),
            new CodeBlock.Command(5, "true", List.of()),
            new CodeBlock.Command(6, "printf 'c\\nd\\n'", List.of("c", "d")));
  }

  @Test
  void aBlockThatDoesWhatThePageSaysHasNoProblem() throws Exception {
    assertThat(run(sh("x=1", "echo $x > file.txt", "# a comment"))).isEmpty();
    assertThat(run(console("$ cat file.txt", "7", "$ echo one; echo two", "…", "two"))).isEmpty();
    assertThat(run(console("$ echo log >&2; echo result", "result"))).isEmpty();
    assertThat(run(console("$ echo wrong >&2", "wrong"))).isEmpty();
    assertThat(run(console("$ y=2", "$ echo number $y", "number 2"))).isEmpty();
  }

  @Test
  void aBrokenCommandIsReportedWithItsPageAndLine() throws Exception {
    assertThat(run(sh("echo before", "no-such-command --option", "echo after")).orElseThrow())
        .startsWith("page.md:2: the command ended with exit code 127")
        .contains("$ echo before", "it printed:", "no-such-command: command not found")
        .doesNotContain("  after");
    assertThat(run(console("$ echo fine", "fine", "$ false")).orElseThrow())
        .isEqualTo(
            "page.md:4: the command ended with exit code 1\n$ false\nthe page shows:\n\nit printed:\n");
    assertThat(run(sh("false | true"))).isPresent();
    assertThat(run(sh("echo $undefined_variable"))).isPresent();
  }

  @Test
  void anOutputThatDiffersIsReported() throws Exception {
    assertThat(run(console("$ echo accuracy 0.9", "loss 0.9")).orElseThrow())
        .isEqualTo(
            """
            page.md:2: the command printed something else
            $ echo accuracy 0.9
            the page shows:
              loss 0.9
            it printed:
              accuracy 0.9""");
    assertThat(run(console("$ echo something"))).isPresent();
  }

  @Test
  void variablesOfTheEnvironmentAreSetOrRemoved() throws Exception {
    BlockRunner runner = new BlockRunner(folder, Map.of("SET_HERE", "value", "HOME", ""));

    assertThat(runner.run("page.md", console("$ echo ${SET_HERE} ${HOME:-gone}", "value gone")))
        .isEmpty();
  }

  @Test
  void numbersMayDifferAndWordsMayNot() {
    assertThat(matches("Epoch 1/3 - 12.5 s, loss: 0.6931", "Epoch 1/3 - 3.25 s, loss: 1e-05"))
        .isTrue();
    assertThat(matches("runs/20261130-081500-1a2b3c4d", "runs/20270101-000000-ffee0011")).isTrue();
    assertThat(matches("12,800 examples   90%", "3 examples 9%")).isTrue();
    assertThat(matches("drift 0.1", "drift -0.1")).isTrue();
    assertThat(matches("Version 1 is current", "Version 1 is new")).isFalse();
    assertThat(matches("data.path", "data.paths")).isFalse();
  }

  @Test
  void anEllipsisStandsForTextOrLines() {
    assertThat(matches("Written: …/report.html", "Written: file:/a/b/report.html")).isTrue();
    assertThat(matches("Written: …/report.html", "Written: file:/a/b/report.htm")).isFalse();
    assertThat(matches("first\n…\nlast", "first\nlast")).isTrue();
    assertThat(matches("first\n…\nlast", "first\nx\ny\nlast\n\n")).isTrue();
    assertThat(matches("first\n…\nlast", "first\nx\nlast\ny")).isFalse();
    assertThat(matches("…", "anything")).isTrue();
    assertThat(matches("a\n…\nb\n…\nc", "a\nb\nb\nc")).isTrue();
  }

  private static boolean matches(String shown, String printed) {
    return OutputPattern.of(shown.lines().toList()).matches(printed.lines().toList());
  }

  private Optional<String> run(CodeBlock block) throws IOException, InterruptedException {
    return new BlockRunner(folder, Map.of()).run("page.md", block);
  }

  private static CodeBlock sh(String... lines) {
    return new CodeBlock(1, "sh", List.of(lines), Optional.empty());
  }

  private static CodeBlock console(String... lines) {
    return new CodeBlock(1, "console", List.of(lines), Optional.empty());
  }
}
