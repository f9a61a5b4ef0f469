package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Two models on the same reviews: {@code evaluate --against} and {@code evaluation.against}. */
class ComparisonIT {

  /** Holds two runs that read the sample with different vocabularies and lengths. */
  @TempDir private static Path shared;

  @TempDir private Path folder;

  private static String old;
  private static Outcome oldRun;
  private static String young;
  private static Outcome youngRun;

  @BeforeAll
  static void trainBoth() {
    Job.freshSpark();
    old = shared.resolve("old").toString();
    oldRun = Job.train("output.dir=" + shared, "run.id=old");
    assertThat(oldRun.code()).as(oldRun.err()).isZero();
    young = shared.resolve("young").toString();
    youngRun = trainYoung("run.id=young", "evaluation.against=" + old);
    assertThat(youngRun.code()).as(youngRun.err()).isZero();
  }

  private static Outcome trainYoung(String... more) {
    List<Object> settings =
        new ArrayList<>(
            List.of(
                "output.dir=" + shared,
                "text.vocabulary-size=200",
                "text.length=20",
                "training.learning-rate=0.01"));
    settings.addAll(List.of(more));
    return Job.train(settings.toArray());
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  @Test
  void trainingComparesItsModelWithAnEarlierOne() throws IOException {
    JsonNode comparison = youngRun.json().get("comparison");

    assertThat(comparison.get("against").textValue()).isEqualTo(old);
    assertThat(comparison.get("scores")).isEqualTo(youngRun.json().get("test"));
    assertThat(comparison.get("against_scores")).isEqualTo(oldRun.json().get("test"));
    assertConsistent(comparison);
    assertThat(youngRun.err())
        .contains("On the same 1,000 examples this model is right in ")
        .doesNotContain("NaN");
    assertThat(Job.parse(Files.readString(shared.resolve("young/summary.json"))).get("comparison"))
        .isEqualTo(comparison);
    assertThat(Files.readString(shared.resolve("young/report.html")))
        .contains("Scores of both models", "Agreement of both models", "exact test gives p ");
    assertThat(oldRun.json().has("comparison")).isFalse();
  }

  @Test
  void theComparisonDoesNotChangeTheTraining() {
    Outcome alone = trainYoung("run.id=alone");

    assertThat(alone.code()).as(alone.err()).isZero();
    assertThat(alone.json().get("model_sha256")).isEqualTo(youngRun.json().get("model_sha256"));
    assertThat(alone.json().get("test")).isEqualTo(youngRun.json().get("test"));
  }

  @Test
  void evaluateTellsWhatTrainingTold() {
    Outcome compared = evaluate(young, "--against", old);

    assertThat(compared.code()).as(compared.err()).isZero();
    assertThat(compared.json().get("comparison")).isEqualTo(youngRun.json().get("comparison"));
    assertThat(compared.err()).contains("Against " + old, "McNemar's exact test gives p ");

    // The other way round, each takes the other's place.
    JsonNode there = compared.json().get("comparison");
    JsonNode back = evaluate(old, "--against", young + "/model").json().get("comparison");
    assertThat(back.get("right_alone")).isEqualTo(there.get("against_right_alone"));
    assertThat(back.get("mcnemar_p")).isEqualTo(there.get("mcnemar_p"));
    assertThat(back.get("accuracy_difference").doubleValue())
        .isEqualTo(-there.get("accuracy_difference").doubleValue());
    assertThat(evaluate(young).json().has("comparison")).isFalse();
  }

  @Test
  void aModelIsAsGoodAsItselfOnAllReviews() {
    JsonNode result = evaluate(old, "--against", old, "--split", "all").json();
    JsonNode comparison = result.get("comparison");

    assertThat(result.get("examples").intValue()).isEqualTo(17_000);
    assertThat(comparison.get("examples").intValue()).isEqualTo(17_000);
    assertThat(comparison.get("right_alone").intValue()).isZero();
    assertThat(comparison.get("against_right_alone").intValue()).isZero();
    assertThat(comparison.get("mcnemar_p").doubleValue()).isEqualTo(1);
    assertThat(comparison.get("against_scores")).isEqualTo(comparison.get("scores"));
    assertConsistent(comparison);
  }

  @Test
  void refusesWhatIsNoModel() {
    Outcome evaluated = evaluate(old, "--against", folder.toString());
    Outcome trained = Job.train("output.dir=" + folder, "evaluation.against=" + folder);

    for (Outcome refused : new Outcome[] {evaluated, trained}) {
      assertThat(refused.code()).isEqualTo(3);
      assertThat(refused.err())
          .contains("file:" + folder + " has no network.zip; expected the folder of a run");
    }
    // It was told before anything was read or trained.
    assertThat(trained.err()).doesNotContain("Epoch", "Source");
  }

  @Test
  void refusesAModelOfAnotherWorkload() throws IOException {
    Path other = folder.resolve("other");
    FileUtils.copyDirectory(shared.resolve("old").toFile(), other.toFile());
    Path settings = other.resolve("model/config.conf");
    Files.writeString(settings, "workload = linear-regression");

    Outcome refused = evaluate(old, "--against", other.toString());

    assertThat(refused.code()).as(refused.err()).isEqualTo(2);
    assertThat(refused.json().get("error").textValue())
        .isEqualTo(
            other
                + " is a model of the workload 'linear-regression', expected 'review-sentiment';"
                + " compare models of one workload");
  }

  private static Outcome evaluate(String model, String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "evaluate";
    arguments[1] = model;
    arguments[2] = "--json";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Job.run(arguments);
  }

  /** The counts give the accuracies, and the difference lies in its interval. */
  private static void assertConsistent(JsonNode comparison) {
    double examples = comparison.get("examples").doubleValue();
    long both = comparison.get("both_right").longValue();
    long alone = comparison.get("right_alone").longValue();
    long other = comparison.get("against_right_alone").longValue();
    assertThat(both + alone + other + comparison.get("both_wrong").longValue())
        .isEqualTo((long) examples);
    assertThat((both + alone) / examples)
        .isEqualTo(comparison.get("scores").get("accuracy").doubleValue());
    assertThat((both + other) / examples)
        .isEqualTo(comparison.get("against_scores").get("accuracy").doubleValue());
    assertThat(comparison.get("accuracy_difference").doubleValue())
        .isEqualTo((alone - other) / examples)
        .isBetween(
            comparison.get("accuracy_difference_95").get(0).doubleValue(),
            comparison.get("accuracy_difference_95").get(1).doubleValue());
    assertThat(comparison.get("mcnemar_p").doubleValue()).isBetween(0.0, 1.0);
  }
}
