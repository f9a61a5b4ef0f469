package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that releases have written, which later ones must read. The folder of a release has 80
 * reviews, model versions of a run of 3 epochs on them, and the checkpoints of one of 40 epochs
 * that was stopped after the second; {@link #SETTINGS} are theirs. A change of a format adds the
 * folder of a release, and leaves the others as they are.
 */
class FormatsIT {

  private static final Path RELEASES =
      Path.of(System.getProperty("project.dir"), "src/test/resources/formats");

  private static final List<String> SETTINGS =
      List.of(
          "data.source=jsonl",
          "text.vocabulary-size=300",
          "text.length=12",
          "model.embedding-size=4",
          "model.hidden-size=4",
          "training.batch-size=16",
          "training.replicas=2",
          "training.learning-rate=0.01",
          "training.epochs=40");

  @TempDir private Path folder;

  @BeforeAll
  static void freshSpark() {
    Job.freshSpark();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  @Test
  void aModelVersionOfRelease010IsRead() throws IOException {
    Path release = copied("0.1.0");
    Outcome list = Job.run("models", "list", "--json", "--set", "models.dir=" + models(release));
    assertThat(list.code()).as(list.err()).isZero();
    JsonNode version = list.json().get("versions").get(0);
    assertThat(version.get("version").intValue()).isEqualTo(1);

    Outcome evaluated =
        Job.run(
            "evaluate",
            models(release).resolve("versions/000001/model").toString(),
            "--json",
            "--set",
            "data.path=" + release.resolve("reviews.jsonl"));
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    // What the release itself printed; another processor rounds otherwise.
    assertThat(evaluated.json().at("/scores/accuracy").doubleValue()).isEqualTo(7.0 / 12);
    assertThat(evaluated.json().at("/scores/loss").doubleValue()).isEqualTo(0.70005, within(1e-3));
  }

  @Test
  void aCheckpointOfRelease010IsResumed() throws IOException {
    Path release = copied("0.1.0");
    FileUtils.moveDirectory(
        release.resolve("checkpoints").toFile(),
        release.resolve("runs/.stopped.checkpoints").toFile());
    // The reviews lie elsewhere than they did.
    List<String> arguments =
        new ArrayList<>(List.of("train", "--json", "--resume", "--accept-changes"));
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.add("data.path=" + release.resolve("reviews.jsonl"));
    settings.add("output.dir=" + release.resolve("runs"));
    settings.add("run.id=stopped");
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    Outcome resumed = Job.run(arguments);

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Resuming after epoch 2");
    assertThat(resumed.json().get("epochs").intValue()).isEqualTo(40);
    // What a run of the release without a stop printed.
    assertThat(resumed.json().at("/test/loss").doubleValue()).isEqualTo(1.384, within(0.05));
  }

  private static Path models(Path release) {
    return release.resolve("models");
  }

  private Path copied(String version) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(version));
    FileUtils.copyDirectory(RELEASES.resolve(version).toFile(), copy.toFile());
    return copy;
  }
}
