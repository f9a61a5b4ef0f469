package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first command of the README reaches, on the embedded sample and beyond it. */
class SampleRecipeIT {

  private static final Path PROJECT =
      Path.of(System.getProperty("project.dir", System.getProperty("user.dir")));

  @TempDir private static Path folder;

  private static Outcome trained;

  @BeforeAll
  static void trainOnce() {
    Job.freshSpark();
    trained =
        Job.run(
            "train",
            "--json",
            "--conf",
            PROJECT.resolve("conf/sample.conf").toString(),
            "--set",
            "output.dir=" + folder,
            "--set",
            "run.id=r",
            "--set",
            "training.replicas=2");
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  @Test
  void theSampleIsNeitherTooEasyNorTooHard() {
    assertThat(trained.json().get("epochs").intValue()).isLessThanOrEqualTo(6);
    assertThat(trained.json().at("/test/accuracy").doubleValue()).isBetween(0.8, 0.95);
  }

  @Test
  void theModelUnderstandsPlainSentences() throws IOException {
    PlainSentences sentences = PlainSentences.load();
    List<String> wrong = sentences.wrongAnswers(folder.resolve("r"));
    assertThat(sentences.count()).isEqualTo(60);
    assertThat(wrong).hasSizeLessThanOrEqualTo(9);
  }
}
