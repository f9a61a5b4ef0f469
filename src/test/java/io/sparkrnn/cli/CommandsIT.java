package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user gets of {@code train}, {@code evaluate} and {@code sample}. */
class CommandsIT {

  /** Holds one run on the sample, which several tests look at. */
  @TempDir private static Path shared;

  @TempDir private Path folder;

  private static Outcome first;

  @BeforeAll
  static void trainOnce() {
    Job.freshSpark();
    first = Job.train("output.dir=" + shared, "run.id=first");
    assertThat(first.code()).as(first.err()).isZero();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  @Test
  void theResultIsOneObjectOnTheOnlyLineOfStandardOutput() {
    assertThat(first.out().lines()).hasSize(1);
    JsonNode json = first.json();

    assertThat(names(json))
        .containsExactly(
            "run",
            "parameters",
            "epochs",
            "kept_epoch",
            "rollbacks",
            "refit",
            "seconds",
            "phases",
            "examples",
            "train",
            "validation",
            "test",
            "baseline",
            "advice",
            "model_sha256");
    assertThat(json.get("run").textValue()).isEqualTo("file://" + shared + "/first");
    // Embedding, then input weights, recurrent weights and bias, then output weights and bias.
    assertThat(json.get("parameters").longValue())
        .isEqualTo(300 * 4 + (4 * 4 + 4 * 4 + 4) + (4 + 1));
    assertThat(json.get("epochs").intValue()).isEqualTo(1);
    assertThat(json.get("seconds").doubleValue()).isPositive();
    assertThat(names(json.get("phases")))
        .containsExactly(
            "start",
            "spark",
            "data",
            "set_up",
            "training",
            "validation",
            "between_epochs",
            "test",
            "baseline",
            "writing");
    assertThat(json.get("examples"))
        .isEqualTo(Job.parse("{\"given\":12800,\"used\":12800,\"dropped\":0}"));
    assertThat(names(json.get("train"))).containsExactlyInAnyOrder("accuracy", "loss");
    assertThat(names(json.get("validation"))).containsExactlyInAnyOrder("accuracy", "loss");
    assertThat(names(json.get("test")))
        .containsExactlyInAnyOrder("accuracy", "loss", "auc", "precision", "recall", "f1");
    json.get("test").forEach(score -> assertThat(score.isDouble()).isTrue());
    assertThat(json.get("model_sha256").textValue()).matches("[0-9a-f]{64}");
  }

  @Test
  void aLinearModelIsTrainedBesideTheNetwork() throws IOException {
    JsonNode baseline = first.json().get("baseline");

    assertThat(names(baseline))
        .containsExactlyInAnyOrder(
            "examples",
            "c",
            "scores",
            "network_right_alone",
            "baseline_right_alone",
            "accuracy_difference",
            "accuracy_difference_95",
            "mcnemar_p");
    assertThat(baseline.get("examples").intValue()).isEqualTo(12_800);
    assertThat(names(baseline.get("scores"))).isEqualTo(names(first.json().get("test")));
    double difference =
        first.json().at("/test/accuracy").doubleValue()
            - baseline.at("/scores/accuracy").doubleValue();
    assertThat(baseline.get("accuracy_difference").doubleValue())
        .isCloseTo(difference, within(1e-9));
    // One epoch of so small a network is worth less than counting words.
    assertThat(difference).isNegative();
    assertThat(first.err())
        .contains(
            "\nThe network is ", " points less accurate than a linear model on the same words (")
        .doesNotContain("Warning: The network is ")
        .contains("Linear baseline - accuracy: ", " - baseline: ");
    assertThat(Files.readString(shared.resolve("first/report.html")))
        .contains(
            "<h3 dir=\"auto\">Linear baseline</h3>", "points less accurate than a linear model");
  }

  @Test
  void theBaselineChangesNothingElse() {
    Outcome without = Job.train("output.dir=" + folder, "evaluation.baseline=off");

    assertThat(sha256(without)).isEqualTo(sha256(first));
    assertThat(without.json().get("test")).isEqualTo(first.json().get("test"));
    assertThat(without.json().has("baseline")).isFalse();
    assertThat(without.err()).doesNotContain("linear");
  }

  @Test
  void whatPeopleReadGoesToStandardErrorBesideJson() {
    assertThat(first.err())
        .contains("Training reviews: 16,000", "Training on 12,800 examples, validating on 3,200")
        .contains("Epoch 1/1 - ", " - val_accuracy: ", "Test - accuracy: ", "Report: file:");
  }

  @Test
  void theRunFolderIsWholeAndHoldsNothingElse() throws IOException {
    List<String> files = files(shared.resolve("first"));
    assertThat(files)
        .filteredOn(file -> file.startsWith("tensorboard/"))
        .singleElement()
        .asString()
        .startsWith("tensorboard/train/events.out.tfevents.");
    assertThat(files)
        .filteredOn(file -> !file.startsWith("tensorboard/"))
        .containsExactly(
            "history.csv",
            "learning-curves.png",
            "ledger.jsonl",
            "metrics.jsonl",
            "model/assets/profile.json",
            "model/assets/vocabulary.txt",
            "model/config.conf",
            "model/network.zip",
            "model/provenance.json",
            "report.html",
            "summary.json");
    assertThat(visibleAndHidden(shared)).contains("first", "index.html", ".prepared");
    JsonNode summary = Job.parse(Files.readString(shared.resolve("first/summary.json")));
    for (String name :
        List.of("run", "examples", "train", "validation", "test", "baseline", "model_sha256")) {
      assertThat(summary.get(name)).as(name).isEqualTo(first.json().get(name));
    }
    JsonNode provenance =
        Job.parse(Files.readString(shared.resolve("first/model/provenance.json")));
    assertThat(provenance.get("model_sha256")).isEqualTo(first.json().get("model_sha256"));
    assertThat(provenance.get("replicas").intValue()).isEqualTo(2);
    assertThat(Files.readAllLines(shared.resolve("first/ledger.jsonl")))
        .containsExactly(
            "{\"epoch\":1,\"shard\":0,\"given\":6400,\"used\":6400,\"dropped\":0,\"each_once\":true}",
            "{\"epoch\":1,\"shard\":1,\"given\":6400,\"used\":6400,\"dropped\":0,\"each_once\":true}");
  }

  @Test
  void theSameSeedGivesTheSameModelAndAnotherSeedAnother() {
    Outcome same = Job.train("output.dir=" + folder, "data.cache-dir=");
    Outcome other = Job.train("output.dir=" + folder, "data.cache-dir=", "seed=7");

    assertThat(sha256(same)).isEqualTo(sha256(first)).isNotEqualTo(sha256(other));
    assertThat(same.json().get("test")).isEqualTo(first.json().get("test"));
    assertThat(same.json().get("baseline")).isEqualTo(first.json().get("baseline"));
    // Runs without a name get one each.
    assertThat(visibleAndHidden(folder))
        .filteredOn(name -> !name.equals("index.html"))
        .hasSize(2)
        .allMatch(name -> name.matches("\\d{8}-\\d{6}-[0-9a-f]{8}"));
  }

  @Test
  void kryoGivesTheSameModel() throws IOException {
    Path csv = csvOf("fine film,pos", "dull film,neg", "broken row,perhaps");
    System.setProperty("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    try {
      Outcome kryo = Job.train("output.dir=" + folder.resolve("runs"), "data.cache-dir=");
      assertThat(kryo.code()).as(kryo.err()).isZero();
      assertThat(sha256(kryo)).isEqualTo(sha256(first));

      // Bad rows travel too.
      Outcome refused =
          Job.train("data.path=" + csv, "output.dir=" + folder.resolve("runs"), "data.cache-dir=");
      assertThat(refused.code()).isEqualTo(3);
      assertThat(refused.err()).contains("reviews.csv: row 181: ", "'perhaps'");
    } finally {
      System.clearProperty("spark.serializer");
    }
  }

  @Test
  void anExistingRunIsRefusedUnlessItIsToBeReplaced() throws IOException {
    Path report = folder.resolve("taken/report.html");
    Files.createDirectories(report.getParent());
    Files.writeString(report, "kept");

    Outcome refused = Job.train("output.dir=" + folder, "run.id=taken");

    assertFailed(refused, 4, "the run file:" + folder + "/taken exists already");
    assertThat(refused.err()).contains("output.overwrite = replace");
    assertThat(files(folder)).containsExactly("taken/report.html");

    Outcome replaced =
        Job.train("output.dir=" + folder, "run.id=taken", "output.overwrite=replace");
    assertThat(replaced.code()).as(replaced.err()).isZero();
    assertThat(visibleAndHidden(folder))
        .containsExactlyInAnyOrder("taken", "index.html", ".prepared");
    assertThat(Files.readString(report)).isNotEqualTo("kept");
  }

  @Test
  void evaluateGivesTheScoresOfTheTraining() {
    Outcome again = Job.run("evaluate", shared.resolve("first").toString(), "--json");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out().lines()).hasSize(1);
    assertThat(names(again.json()))
        .containsExactly(
            "model", "source", "split", "examples", "scores", "baseline", "model_sha256");
    assertThat(again.json().get("scores")).isEqualTo(first.json().get("test"));
    assertThat(again.json().get("baseline")).isEqualTo(first.json().get("baseline"));
    assertThat(again.err()).contains("Linear baseline of the training, on the same examples");
    assertThat(again.json().get("model_sha256")).isEqualTo(first.json().get("model_sha256"));
    assertThat(again.json().get("examples").intValue()).isEqualTo(1000);
    assertThat(again.err()).contains("Scored 1,000 examples (test)");
  }

  @Test
  void aModelIsUsedWithTheOtherLayersToo() throws IOException {
    Outcome stock =
        Job.run(
            "evaluate", shared.resolve("first").toString(), "--set", "model.layer=stock", "--json");
    Outcome trained =
        Job.train("output.dir=" + folder.resolve("runs"), "run.id=stock", "model.layer=stock");
    Outcome fused =
        Job.run(
            "evaluate",
            folder.resolve("runs/stock").toString(),
            "--set",
            "model.layer=fused",
            "--json");

    assertSameScores(stock.json().get("scores"), first.json().get("test"));
    assertThat(stock.json().get("model_sha256")).isEqualTo(first.json().get("model_sha256"));
    assertThat(trained.code()).as(trained.err()).isZero();
    assertSameScores(fused.json().get("scores"), trained.json().get("test"));
  }

  /** But for rounding, which may turn a review that the network is in two minds about. */
  private static void assertSameScores(JsonNode actual, JsonNode expected) {
    assertThat(names(actual)).isEqualTo(names(expected));
    for (String name : names(expected)) {
      assertThat(actual.get(name).doubleValue())
          .as(name)
          .isCloseTo(expected.get(name).doubleValue(), within(0.003));
    }
  }

  @Test
  void evaluateScoresAUsersTable() throws IOException {
    Path csv = csvOf("A fine film,pos", "Dull,neg", "Never again,0");

    Outcome scored =
        Job.run(
            "evaluate",
            shared.resolve("first/model").toString(),
            "--set",
            "data.source=auto",
            "--set",
            "data.path=" + csv,
            "--split",
            "all");

    assertThat(scored.code()).as(scored.err()).isZero();
    assertThat(scored.err()).isEmpty();
    assertThat(scored.out())
        .contains("Source: ", csv.toString(), "Scored 181 examples (all)")
        .containsPattern("accuracy +[01]\\.\\d{4}\n")
        .containsPattern("auc +[01]\\.\\d{4}\n");
  }

  @Test
  void evaluateShowsTheLinearModelOfTheSameTestExamplesOnly() {
    String run = shared.resolve("first").toString();
    assertThat(Job.run("sample", folder.resolve("others").toString()).code()).isZero();

    for (List<String> other :
        List.of(
            List.of("--split", "train"),
            List.of("--set", "data.path=" + folder.resolve("others/test.jsonl")))) {
      List<String> arguments = new ArrayList<>(List.of("evaluate", run, "--json"));
      arguments.addAll(other);
      Outcome evaluated = Job.run(arguments);
      assertThat(evaluated.code()).as(evaluated.err()).isZero();
      assertThat(evaluated.json().has("baseline")).isFalse();
    }
    assertThat(Job.run("evaluate", run + "/model", "--json").json().has("baseline")).isFalse();
  }

  @Test
  void evaluateRefusesWhatIsNoModel() {
    Outcome refused = Job.run("evaluate", folder.toString(), "--json");

    assertFailed(
        refused, 3, "file:" + folder + " has no network.zip; expected the folder of a run");
  }

  @Test
  void theSampleSubcommandWritesFilesThatTrain() {
    Path target = folder.resolve("reviews");
    Outcome written = Job.run("sample", target.toString());

    assertThat(written.code()).isZero();
    assertThat(written.out()).isEqualTo("Wrote train.jsonl and test.jsonl to " + target + "\n");
    assertThat(files(target)).containsExactly("test.jsonl", "train.jsonl");

    Outcome trained =
        Job.train(
            "data.path=" + target.resolve("train.jsonl"),
            "data.test-path=" + target.resolve("test.jsonl"),
            "output.dir=" + folder.resolve("runs"));
    assertThat(trained.code()).as(trained.err()).isZero();
    // The embedded sample is the same reviews in the same order.
    assertThat(sha256(trained)).isEqualTo(sha256(first));
  }

  /** A table of 180 or so reviews of both labels, and the rows given behind them. */
  private Path csvOf(String... rows) throws IOException {
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 1; i <= 180 - (rows.length - 1); i++) {
      csv.append("film number ").append(i).append(i % 2 == 0 ? ",pos\n" : ",neg\n");
    }
    for (String row : rows) {
      csv.append(row).append('\n');
    }
    return Files.writeString(folder.resolve("reviews.csv"), csv);
  }

  private static void assertFailed(Outcome outcome, int code, String message) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
    assertThat(outcome.out().lines()).hasSize(1);
    assertThat(names(outcome.json())).containsExactly("error", "exit_code");
    assertThat(outcome.json().get("exit_code").intValue()).isEqualTo(code);
    assertThat(outcome.json().get("error").textValue()).contains(message);
    assertThat(outcome.err()).contains("spark-rnn: ", message).doesNotContain("\tat ");
  }

  private static String sha256(Outcome outcome) {
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome.json().get("model_sha256").textValue();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    for (Iterator<String> fields = object.fieldNames(); fields.hasNext(); ) {
      names.add(fields.next());
    }
    return names;
  }

  /** All files below a folder, hidden ones too, as sorted relative paths. */
  private static List<String> files(Path root) {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> visibleAndHidden(Path root) {
    try (Stream<Path> paths = Files.list(root)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
