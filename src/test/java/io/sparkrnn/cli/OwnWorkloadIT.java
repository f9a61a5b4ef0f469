package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
 * A workload that this project does not have, registered by a line in {@code META-INF/services}, is
 * planned, trained, resumed, evaluated and reported as all others are.
 */
class OwnWorkloadIT {

  @TempDir private static Path folder;

  private static Outcome trained;

  @BeforeAll
  static void train() {
    Job.freshSpark();
    trained = run(List.of("train"), "run.id=whole");
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  private static Outcome run(List<String> verb, String... settings) {
    List<String> arguments = new ArrayList<>(verb);
    arguments.add("--json");
    List<String> all =
        new ArrayList<>(
            List.of(
                "workload=linear-regression",
                "training.epochs=6",
                "training.replicas=2",
                "training.batch-size=8",
                "training.learning-rate=0.1",
                "output.dir=" + folder.resolve("runs")));
    all.addAll(List.of(settings));
    all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return Job.run(arguments);
  }

  @Test
  void itTrainsAndLearnsThePlane() throws IOException {
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.json().at("/examples/dropped").asLong()).isZero();
    // The noise alone leaves 0.01; the mean of y would leave about 1.
    assertThat(trained.json().at("/test/loss").asDouble()).isBetween(0.005, 0.03);
    assertThat(Files.readString(folder.resolve("runs/whole/report.html")))
        .contains("Linear regression", "400 and 100");
  }

  @Test
  void itIsPlannedWithoutAVocabulary() throws IOException {
    Outcome plan = run(List.of("plan"));

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.json().at("/parameters").asLong()).as(plan.out()).isEqualTo(3);
  }

  @Test
  void itIsResumedToTheSameBits() {
    System.setProperty("regression.fail-after", "0.5");
    Outcome stopped;
    try {
      stopped = run(List.of("train"), "run.id=resumed");
    } finally {
      System.clearProperty("regression.fail-after");
    }
    assertThat(stopped.code()).as(stopped.err()).isEqualTo(1);

    Outcome resumed = run(List.of("train", "--resume"), "run.id=resumed");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Resuming after epoch 3");
    assertThat(resumed.json().get("model_sha256")).isEqualTo(trained.json().get("model_sha256"));
  }

  @Test
  void itIsEvaluatedOnOtherPoints() throws IOException {
    Outcome scores =
        run(List.of("evaluate", folder.resolve("runs/whole").toString()), "regression.points=1000");

    assertThat(scores.code()).as(scores.err()).isZero();
    assertThat(scores.json().at("/scores/loss").asDouble()).isBetween(0.005, 0.03);
  }

  @Test
  void settingsOfOtherWorkloadsAndSubcommandsForThemAreRefused() {
    assertThat(run(List.of("train"), "text.length=10").err())
        .contains("text.length: workload linear-regression does not use it, only review-sentiment");
    assertThat(run(List.of("score", folder.resolve("runs/whole").toString(), "a text")).err())
        .contains("is a model of the workload 'linear-regression', expected 'review-sentiment'");
  }
}
