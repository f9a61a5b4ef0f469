package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkrnn.MadeUpReviews;
import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.cli.shared.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The subcommand {@code search}, with networks that train in a second. */
class SearchIT {

  private static final String CANDIDATES =
      """
      candidates {
        slow { training.learning-rate = 0.00001 }
        fast { training.learning-rate = 0.02 }
      }
      grid { text.length = [6], training.learning-rate = [0.01] }
      """;

  @TempDir private static Path folder;

  private static Outcome first;

  @BeforeAll
  static void search() throws IOException {
    Job.freshSpark();
    Files.write(folder.resolve("train.jsonl"), MadeUpReviews.jsonLines(0, 600));
    Files.write(folder.resolve("test.jsonl"), MadeUpReviews.jsonLines(600, 700));
    first = reviews("first", CANDIDATES, "test.jsonl");
    assertThat(first.code()).as(first.err()).isZero();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  private static Outcome search(String output, String candidates, String... settings)
      throws IOException {
    Path file = Files.writeString(folder.resolve(output + ".conf"), candidates);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "search",
                file.toString(),
                "--seeds",
                "5,6",
                "--json",
                "--output",
                folder.resolve(output).toString(),
                "--set",
                "output.dir=" + folder.resolve("runs")));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return Job.run(arguments);
  }

  private static Outcome reviews(String output, String candidates, String test) throws IOException {
    return search(
        output,
        candidates,
        "data.path=" + folder.resolve("train.jsonl"),
        "data.test-path=" + folder.resolve(test),
        "text.vocabulary-size=300",
        "text.length=4",
        "model.embedding-size=4",
        "model.hidden-size=4",
        "training.epochs=3",
        "training.batch-size=16",
        "training.replicas=1",
        "training.refit=true");
  }

  private static List<String> names(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.get("candidates").forEach(one -> names.add(one.get("name").textValue()));
    return names;
  }

  /** When the result of each training was written. */
  private static Map<String, FileTime> results(String output) throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve(output).resolve("trainings"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        if (!file.getFileName().toString().startsWith(".")) {
          times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
        }
      }
    }
    return times;
  }

  @Test
  void ordersCandidatesByTheirValidationSplits() throws IOException {
    JsonNode json = first.json();

    assertThat(json.get("complete").booleanValue()).isTrue();
    assertThat(json.get("judged_by").textValue()).isEqualTo("validation");
    assertThat(json.get("score").textValue()).isEqualTo("accuracy");
    assertThat(json.get("better").textValue()).isEqualTo("higher");
    assertThat(json.get("reference").textValue()).isEqualTo("slow");
    assertThat(json.get("equal_splits").booleanValue()).isTrue();
    assertThat(names(json))
        .containsExactlyInAnyOrder("slow", "fast", "length=6 learning-rate=0.01")
        .last()
        .isEqualTo("slow");
    double before = 1;
    for (JsonNode one : json.get("candidates")) {
      assertThat(one.at("/accuracy/seeds").intValue()).isEqualTo(2);
      assertThat(one.at("/accuracy/mean").doubleValue()).isLessThanOrEqualTo(before);
      before = one.at("/accuracy/mean").doubleValue();
      assertThat(one.get("trainings")).hasSize(2);
      for (JsonNode training : one.get("trainings")) {
        assertThat(training.get("training_examples").longValue()).isEqualTo(480);
        assertThat(training.get("validation_examples").longValue()).isEqualTo(120);
        assertThat(training.get("epochs")).hasSize(3);
        assertThat(training.at("/epochs/2/validation/accuracy").doubleValue())
            .isEqualTo(training.at("/scores/accuracy").doubleValue());
        assertThat(training.get("model_sha256").textValue()).hasSize(64);
      }
    }
    JsonNode slow = json.at("/candidates/2");
    JsonNode best = json.at("/candidates/0");
    assertThat(slow.get("difference").isNull()).isTrue();
    assertThat(slow.at("/settings/training.learning-rate").doubleValue()).isEqualTo(0.00001);
    assertThat(best.at("/difference/mean").doubleValue())
        .isCloseTo(
            best.at("/accuracy/mean").doubleValue() - slow.at("/accuracy/mean").doubleValue(),
            within(1e-12))
        .isPositive();
    assertThat(Job.parse(Files.readString(folder.resolve("first/search.json")))).isEqualTo(json);
    assertThat(first.err())
        .contains("6 trainings (3 candidates, 2 seeds), 0 of them done before")
        .contains("Other data, of the candidate length=6 learning-rate=0.01")
        .contains("6 of 6: length=6 learning-rate=0.01, seed 6")
        .contains("accuracy, mean ± sd (range)", "beside slow", "of 3", "Best: ");
  }

  @Test
  void trainsOnlyWhatIsMissing() throws IOException {
    assertThat(reviews("again", CANDIDATES, "test.jsonl").code()).isZero();
    JsonNode complete = Job.parse(Files.readString(folder.resolve("again/search.json")));
    Map<String, FileTime> before = results("again");
    assertThat(before).hasSize(6);

    Outcome second = reviews("again", CANDIDATES, "test.jsonl");

    assertThat(second.err()).contains("6 of them done before").doesNotContain("of 6: ");
    assertThat(second.json()).isEqualTo(complete);
    assertThat(results("again")).isEqualTo(before);

    String lost = before.keySet().iterator().next();
    Files.delete(folder.resolve("again/trainings").resolve(lost));
    String damaged = new ArrayList<>(before.keySet()).get(1);
    Files.writeString(folder.resolve("again/trainings").resolve(damaged), "{\"identity\": 3");
    Outcome third = reviews("again", CANDIDATES, "test.jsonl");

    assertThat(third.err()).contains("4 of them done before", "5 of 6: ", "6 of 6: ");
    Map<String, FileTime> after = results("again");
    assertThat(after).containsOnlyKeys(before.keySet());
    before.forEach(
        (file, time) -> {
          if (!file.equals(lost) && !file.equals(damaged)) {
            assertThat(after).containsEntry(file, time);
          }
        });
    assertThat(withoutTimes(third.json())).isEqualTo(withoutTimes(complete));

    String changed = CANDIDATES.replace("0.02", "0.03").replace("slow", "renamed");
    Outcome fourth = reviews("again", changed, "test.jsonl");

    assertThat(fourth.err())
        .contains("4 of them done before", "5 of 6: fast, seed 5", "6 of 6: fast, seed 6");
    assertThat(names(fourth.json())).contains("renamed").doesNotContain("slow");
  }

  /** The same training examples give the same results whatever the test examples are. */
  @Test
  void theTestSplitDecidesNothing() throws IOException {
    Files.write(
        folder.resolve("other.jsonl"),
        MadeUpReviews.jsonLines(900, 950).stream().map(SearchIT::mislabeled).toList());

    Outcome other = reviews("other", CANDIDATES, "other.jsonl");

    assertThat(other.code()).as(other.err()).isZero();
    assertThat(other.err()).contains("0 of them done before");
    assertThat(withoutTimes(other.json())).isEqualTo(withoutTimes(first.json()));
  }

  private static String mislabeled(String line) {
    return line.contains("\"pos\"")
        ? line.replace("\"pos\"", "\"neg\"")
        : line.replace("\"neg\"", "\"pos\"");
  }

  private static JsonNode withoutTimes(JsonNode json) {
    JsonNode copy = json.deepCopy();
    for (JsonNode one : copy.get("candidates")) {
      ((ObjectNode) one).remove("train_seconds");
      one.get("trainings").forEach(training -> ((ObjectNode) training).remove("train_seconds"));
    }
    return copy;
  }

  static Stream<List<String>> otherWorkloads() {
    return Stream.of(
        List.of(
            "mase",
            "workload=forecast",
            "data.source=sample",
            "data.validation.split=last",
            "forecast.horizon=3"),
        List.of("mse", "workload=autoencoder", "data.source=sample", "training.clip-norm=0"));
  }

  @ParameterizedTest
  @MethodSource("otherWorkloads")
  void everyWorkloadIsJudgedByItsOwnScore(List<String> workload) throws IOException {
    List<String> settings = new ArrayList<>(workload);
    String score = settings.remove(0);
    settings.addAll(List.of("training.epochs=1", "training.replicas=2"));

    Outcome outcome =
        search(
            score,
            "grid { training.learning-rate = [0.00001, 0.01] }",
            settings.toArray(String[]::new));

    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode json = outcome.json();
    assertThat(json.get("score").textValue()).isEqualTo(score);
    assertThat(json.get("better").textValue()).isEqualTo("lower");
    assertThat(names(json)).containsExactly("learning-rate=0.01", "learning-rate=0.00001");
    assertThat(json.at("/candidates/0/difference/mean").doubleValue()).isNegative();
    assertThat(json.at("/candidates/0/" + score + "/seeds").intValue()).isEqualTo(2);
  }

  /** Of a workload whose examples depend on the seed, so that each seed has data of its own. */
  @Test
  void aCandidateThatDivergesIsLastAndNotTrainedAgain() throws IOException {
    String candidates =
        """
        candidates {
          slow { training.learning-rate = 0.00001 }
          wild {
            training { optimizer = sgd, learning-rate = 10, clip-norm = 0, epochs = 20
              learning-rate-schedule = constant, rollback.max-rollbacks = 0 }
          }
          fast { training.learning-rate = 0.1 }
        }
        """;
    String[] plane = {"workload=linear-regression", "training.epochs=2", "training.batch-size=8"};

    Outcome outcome = search("plane", candidates, plane);

    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode json = outcome.json();
    assertThat(json.get("score").textValue()).isEqualTo("loss");
    assertThat(names(json)).containsExactly("fast", "slow", "wild");
    JsonNode wild = json.at("/candidates/2");
    assertThat(wild.at("/trainings/0/diverged").textValue())
        .startsWith("training diverged in epoch");
    assertThat(wild.has("loss")).isFalse();
    assertThat(outcome.err()).contains("2 of 2 diverged");
    assertThat(search("plane", candidates, plane).err()).contains("6 of them done before");
  }

  @Test
  void whatIsWrongIsToldBeforeAnythingIsTrained() throws IOException {
    Outcome wrong =
        reviews(
            "wrong",
            """
            candidates {
              base { training.epocs = 3 }
              other { seed = 3, output.dir = elsewhere }
            }
            """,
            "test.jsonl");

    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(wrong.err())
        .contains("3 problems in the configuration:")
        .contains("wrong.conf: 2: candidate base: training.epocs: unknown key; did you mean")
        .contains("wrong.conf: 3: candidate other: seed: is given by --seeds")
        .contains("wrong.conf: 3: candidate other: output.dir: does not change what is trained");
    assertThat(folder.resolve("wrong")).doesNotExist();

    Outcome unvalidated = search("wrong", "candidates { base {} }", "data.validation.fraction=0");
    assertThat(unvalidated.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(unvalidated.err()).contains("data.validation.fraction is 0, expected");

    Outcome tooMany =
        reviews(
            "many", "candidates { base {}, shattered { training.replicas = 500 } }", "test.jsonl");
    assertThat(tooMany.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(tooMany.err())
        .contains("candidate shattered: 480 training examples cannot fill 500 shards");
  }

  @Test
  void seedsAreSeveralAndWholeNumbers() {
    for (List<String> bad :
        List.of(
            List.of("5,5", "--seeds has 1 different ones, expected two at least"),
            List.of("5,-1", "--seeds has -1, expected from 0 to 9007199254740992"))) {
      Outcome outcome = Job.run("search", "x.conf", "--seeds", bad.get(0));

      assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
      assertThat(outcome.err()).contains(bad.get(1));
    }
  }
}
