package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page over all runs, as trainings leave it, and the {@code runs} subcommand. */
class RunsIT {

  @TempDir private static Path folder;

  @BeforeAll
  static void trainTwice() {
    Job.freshSpark();
    for (String seed : new String[] {"1", "2"}) {
      Outcome trained =
          Job.train(
              "output.dir=" + folder.resolve("runs"),
              "run.id=seed-" + seed,
              "seed=" + seed,
              "evaluation.baseline=off",
              "models.dir=" + folder.resolve("models"),
              "models.promotion.rule=always");
      assertThat(trained.code()).as(trained.err()).isZero();
    }
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  @Test
  void eachTrainingRenewsThePage() throws IOException {
    String page = Files.readString(folder.resolve("runs/index.html"));

    assertThat(page)
        .contains("href=\"./seed-1/report.html\"", "href=\"./seed-2/report.html\"")
        .contains("version 1, promoted", "version 2, current")
        .contains("Validation loss by epoch")
        .doesNotContain("could not be read");
  }

  @Test
  void theSubcommandTellsTheSame() {
    Outcome listed = Job.run("runs", folder.resolve("runs").toString(), "--json");

    assertThat(listed.code()).as(listed.err()).isZero();
    JsonNode runs = listed.json().get("runs");
    assertThat(runs.findValuesAsText("id")).containsExactly("seed-2", "seed-1");
    assertThat(runs.findValuesAsText("current")).containsExactly("true", "false");
    assertThat(runs.at("/0/settings").toString()).isEqualTo("{\"seed\":\"2\"}");
    assertThat(runs.at("/0/workload").textValue()).isEqualTo("review-sentiment");
    assertThat(runs.at("/0/train_examples").intValue()).isEqualTo(16_000);
    assertThat(listed.json().get("problems")).isEmpty();
  }

  @Test
  void aPageThatCannotBeWrittenFailsNoTraining() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.createDirectories(other.resolve("index.html/in-the-way"));

    Outcome trained = Job.train("output.dir=" + other, "run.id=a", "evaluation.baseline=off");

    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(other.resolve("a/summary.json")).exists();
    assertThat(other.resolve("index.html/in-the-way")).exists();
  }
}
