package io.sparkrnn.config;

import static io.sparkrnn.config.TestLoader.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.workload.sentiment.SentimentSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that would fetch what they should not, or never end. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileFilesTest {

  @TempDir private Path dir;

  private String failure(String... lines) {
    return new TestLoader().failure(dir, List.of(file(dir, "a.conf", lines)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file(\"/etc/passwd\")",
        "required(file(\"/etc/passwd\"))",
        "url(\"http://localhost:1/x.conf\")",
        "url(\"file:/etc/passwd\")",
        "classpath(\"reference.conf\")",
        "\"http://localhost:1/x.conf\""
      })
  void nothingIsFetchedFromElsewhere(String what) {
    assertThat(failure("include " + what))
        .contains("DIR/a.conf: includes ")
        .contains("expected the path of a file beside this one: include \"other.conf\"")
        .doesNotContain("root:");
  }

  @Test
  void filesThatIncludeEachOther() {
    file(dir, "b.conf", "include \"a.conf\"");
    assertThat(failure("include \"b.conf\"")).endsWith("DIR/a.conf: includes itself");
    for (int i = 0; i < 12; i++) {
      String next = "include \"%d.conf\"".formatted(i + 1);
      file(dir, i + ".conf", next, next);
    }
    assertThat(failure("include \"0.conf\""))
        .endsWith(
            "exceeds the limits on includes: expected at most 200 files, nested at most 20 deep");
  }

  @Test
  void sectionsNestedWithoutEnd() {
    assertThat(failure("a = " + "[".repeat(200_000)))
        .endsWith("DIR/a.conf: nests its sections or lists too deeply");
    assertThat(failure("a" + ".a".repeat(200_000) + " = 1")).contains("too deeply");
    assertThat(failure("model { " + "a.".repeat(4_000) + "b = ${seed} }"))
        .endsWith("DIR/a.conf: nests its sections or lists too deeply");
  }

  @Test
  void aFileThatIsNoConfiguration() {
    assertThat(failure("#".repeat(2_000_000)))
        .endsWith("DIR/a.conf: is longer than 1048576 characters; is it a configuration?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${run.x%d}${run.x%d}",
        "[${run.x%d}, ${run.x%d}]",
        "{a = ${run.x%d}, b = ${run.x%d}}"
      })
  void substitutionsThatDoubleEachOther(String pair) {
    String[] lines = new String[60];
    lines[0] = "run.x0 = lol";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = "run.x%d = ".formatted(i) + pair.formatted(i - 1, i - 1);
    }
    assertThat(failure(lines)).contains("its substitutions make it larger than 4194304 characters");
  }

  @Test
  void aValueThatDoublesItself() {
    String[] lines = new String[60];
    lines[0] = "seed = 1";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = "seed = ${seed}${seed}";
    }
    assertThat(failure(lines)).contains("its substitutions make it larger than 4194304 characters");
  }

  @Test
  void aSectionAndANumberSideBySide() {
    assertThat(failure("model = 8 ${model}"))
        .contains("DIR/a.conf: 1: Cannot concatenate")
        .hasSizeLessThan(1_000);
  }

  @Test
  void listsThatGrowAreNoBomb() {
    String[] lines = new String[60];
    lines[0] = "data.labels.positive = [a]";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = "data.labels.positive += \"b%d\"".formatted(i);
    }
    ResolvedConfig config = new TestLoader().load(List.of(file(dir, "a.conf", lines)));
    assertThat(SentimentSettings.of(config.job()).reviews().positiveLabels()).hasSize(60);
  }

  @Test
  void valuesThatAreWrongAreShownInShort() {
    assertThat(failure("training.epochs = " + "x".repeat(5_000))).hasSizeLessThan(500);
  }
}
