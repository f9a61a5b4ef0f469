package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.cli.shared.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void twoRuns() throws IOException {
    write("a", "{\"epoch\":1,\"val_accuracy\":0.5}\n{\"epoch\":2,\"val_accuracy\":0.75}\n");
    write("b", "{\"epoch\":1,\"val_accuracy\":0.25}\n");
  }

  private void write(String run, String metrics) throws IOException {
    Files.createDirectories(folder.resolve(run));
    Files.writeString(folder.resolve(run).resolve("metrics.jsonl"), metrics);
  }

  private Outcome curves(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "curves";
    all[1] = "--output";
    all[2] = folder.resolve("out/curves.png").toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return Job.run(all);
  }

  @Test
  void drawsRunsOfDifferentLength() throws IOException {
    Outcome outcome = curves("one=" + folder.resolve("a"), "two=" + folder.resolve("b"));

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("Written: file:", folder.resolve("out/curves.png").toString());
    assertThat(ImageIO.read(folder.resolve("out/curves.png").toFile()).getWidth()).isEqualTo(1000);
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertProblem(
        ExitCode.BAD_DATA, "no/metrics.jsonl does not exist", "x=" + folder.resolve("no"));
    assertProblem(
        ExitCode.BAD_DATA,
        "line 1: no numeric field 'auc'; fields: epoch, val_accuracy",
        "--score",
        "auc",
        "x=" + folder.resolve("a"));
    assertProblem(
        ExitCode.USAGE, "'runs/a' is not of the form NAME=RUN, such as ours=runs/a", "runs/a");
    write("c", "{\"epoch\":1,");
    assertProblem(ExitCode.BAD_DATA, "line 1: not valid JSON", "x=" + folder.resolve("c"));
  }

  private void assertProblem(ExitCode code, String message, String... arguments) {
    Outcome outcome = curves(arguments);
    assertThat(outcome.code()).isEqualTo(code.code());
    assertThat(outcome.err()).contains(message);
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
