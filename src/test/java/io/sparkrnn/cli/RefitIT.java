package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code training.refit}, {@code training.keep} and {@code training.early-stopping-patience} as a
 * user has them, on reviews of which the last, the validation part, have the wrong labels: the more
 * a network learns, the worse is its validation loss.
 */
class RefitIT {

  private static final int REVIEWS = 500;

  @TempDir private static Path folder;

  private static Outcome refit;

  @BeforeAll
  static void trainOnce() throws IOException {
    Job.freshSpark();
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < REVIEWS; i++) {
      boolean fine = i % 2 == 0;
      boolean wrong = i >= 0.8 * REVIEWS;
      csv.append(fine ? "a fine film " : "a dull film ").append("number ").append(i);
      csv.append(fine == wrong ? ",neg\n" : ",pos\n");
    }
    Files.writeString(folder.resolve("reviews.csv"), csv);
    refit =
        train(
            "run.id=refit",
            "training.epochs=5",
            "training.keep=best",
            "training.early-stopping-patience=2",
            "training.refit=true");
    assertThat(refit.code()).as(refit.err()).isZero();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  private static Outcome train(String... more) {
    List<Object> settings =
        new ArrayList<>(
            List.of(
                "data.path=" + folder.resolve("reviews.csv"),
                "data.validation.split=last",
                "output.dir=" + folder.resolve("runs"),
                "training.batch-size=16",
                "training.learning-rate=0.02",
                "training.learning-rate-schedule=constant"));
    settings.addAll(List.of(more));
    return Job.train(settings.toArray());
  }

  @Test
  void stopsKeepsAndTrainsOnceMoreAsFar() throws IOException {
    JsonNode json = refit.json();

    // The first epoch is the best, the next two are no better.
    assertThat(json.get("epochs").intValue()).isEqualTo(3);
    assertThat(json.get("kept_epoch").intValue()).isEqualTo(1);
    assertThat(json.get("refit").booleanValue()).isTrue();
    assertThat(json.get("rollbacks").intValue()).isZero();
    List<JsonNode> metrics = lines("refit", "metrics.jsonl");
    assertThat(metrics).hasSize(3);
    assertThat(json.get("validation").get("loss")).isEqualTo(metrics.get(0).get("val_loss"));
    assertThat(json.get("train").get("loss")).isEqualTo(metrics.get(0).get("loss"));
    assertThat(refit.err()).contains("Refit on the training and validation splits");
  }

  @Test
  void keepsTwoJournals() throws IOException {
    List<JsonNode> metrics = lines("refit", "metrics.jsonl");
    List<JsonNode> again = lines("refit", "refit-metrics.jsonl");

    assertThat(again).hasSize(1);
    assertThat(again.get(0).get("epoch").intValue()).isEqualTo(1);
    assertThat(again.get(0).has("val_loss")).isFalse();
    assertThat(Files.readAllLines(run("refit").resolve("refit-history.csv"))).hasSize(2);
    assertThat(lines("refit", "refit-ledger.jsonl")).hasSize(2);
    assertThat(lines("refit", "ledger.jsonl")).hasSize(6);
    long trained = metrics.get(0).get("given").longValue();
    long all = again.get(0).get("given").longValue();
    assertThat(trained).isEqualTo((long) (all * 0.8)).isPositive();
    for (String part : List.of("given", "used")) {
      assertThat(refit.json().get("examples").get(part).longValue()).isEqualTo(3 * trained + all);
    }
    assertThat(refit.json().get("examples").get("dropped").longValue()).isZero();
  }

  @Test
  void theReportSaysSo() throws IOException {
    String report = Files.readString(run("refit").resolve("report.html"));

    assertThat(report)
        .contains("Refit", "on the training and validation splits together, 1 epoch<")
        .contains("Stopped early", "after epoch 3 of 5")
        .contains("Kept", "epoch 1, with the lowest validation loss")
        .contains(" for validation; 3 epochs, 2 replicas, 3 averaging rounds");
    JsonNode provenance =
        Job.parse(Files.readString(run("refit").resolve("model/provenance.json")));
    assertThat(provenance.get("averagings").intValue()).isEqualTo(1);
    assertThat(provenance.get("model_sha256")).isEqualTo(refit.json().get("model_sha256"));
  }

  /** With a constant rate the plan's length does not matter. */
  @Test
  void isTheTrainingOnAllExamplesForAsManyEpochs() {
    Outcome all = train("training.epochs=1", "data.validation.fraction=0");

    assertThat(all.code()).as(all.err()).isZero();
    assertThat(all.json().get("model_sha256")).isEqualTo(refit.json().get("model_sha256"));
    assertThat(all.json().get("test")).isEqualTo(refit.json().get("test"));
  }

  @Test
  void leavesTheKeptEpochWithoutARefit() throws IOException {
    Outcome kept = train("run.id=kept", "training.epochs=2", "training.keep=best");
    Outcome one = train("training.epochs=1");

    assertThat(kept.code()).as(kept.err()).isZero();
    assertThat(kept.json().get("kept_epoch").intValue()).isEqualTo(1);
    assertThat(kept.json().get("refit").booleanValue()).isFalse();
    assertThat(kept.json().get("model_sha256")).isEqualTo(one.json().get("model_sha256"));
    assertThat(kept.json().get("model_sha256")).isNotEqualTo(refit.json().get("model_sha256"));
    assertThat(run("kept").resolve("refit-metrics.jsonl")).doesNotExist();
    assertThat(Files.readString(run("kept").resolve("report.html")))
        .doesNotContain("Refit", "Stopped early");
  }

  private static Path run(String id) {
    return folder.resolve("runs").resolve(id);
  }

  private static List<JsonNode> lines(String id, String name) throws IOException {
    return Files.readAllLines(run(id).resolve(name)).stream().map(Job::parse).toList();
  }
}
