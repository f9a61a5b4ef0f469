package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar under spark-submit, in processes of their own. */
class SubmitIT {

  private static final String SPARK_INFO = " INFO SparkContext: ";
  private static final String OWN_INFO = " INFO PreparedCache: ";

  @TempDir private Path folder;

  /**
   * One local run and one on a small cluster: both take long to start, so each shows much. Both
   * with Java's own options, as users have it.
   */
  @Test
  void aClusterGivesTheModelOfOneProcess() throws IOException, InterruptedException {
    try (Submitted local = asUsersDo("local", "local[2]", Map.of())) {
      assertThat(local.code()).as(local.err()).isZero();
      assertThat(local.out().lines()).hasSize(1);
      assertThat(local.json().at("/examples/dropped").intValue()).isZero();
      assertThat(local.err())
          .contains(OWN_INFO + "keeping prepared data in ", "Epoch 1/1 - ", "Test - accuracy: ")
          .doesNotContain(SPARK_INFO);

      Map<String, String> spark =
          Map.of("spark.executor.memory", "1g", "spark.app.name", "two executors");
      try (Submitted cluster = asUsersDo("cluster", "local-cluster[2,1,1024]", spark)) {
        assertThat(cluster.code()).as(cluster.err()).isZero();

        assertThat(cluster.json().get("model_sha256")).isEqualTo(local.json().get("model_sha256"));
        assertThat(cluster.json().get("test")).isEqualTo(local.json().get("test"));
        JsonNode examples = cluster.json().get("examples");
        // Of 2,000 rows about a fifth is the test, and of the others a fifth validates.
        int given = examples.get("given").intValue();
        assertThat(given).isBetween(1_200, 1_360);
        assertThat(examples.get("used").intValue()).isEqualTo(given);
        assertThat(examples.get("dropped").intValue()).isZero();
        Path run = folder.resolve("cluster/runs/r");
        assertThat(Files.readString(run.resolve("model/provenance.json")))
            .contains("\"spark_master\" : \"local-cluster[2,1,1024]\"");
        assertThat(Files.readAllLines(run.resolve("ledger.jsonl")))
            .hasSize(2)
            .anyMatch(line -> line.contains("\"given\":%1$d,\"used\":%1$d".formatted(given / 2)))
            .allMatch(line -> line.contains("\"each_once\":true"));
      }
    }
  }

  @Test
  void aFailureKeepsItsCodeAndSparksLogCanBeHad() throws IOException, InterruptedException {
    try (Submitted failed =
        start(
            "failed",
            "local[2]",
            Map.of(),
            "data.source=auto",
            "data.path=" + folder.resolve("gone.csv"),
            "logging.spark-level=info")) {
      assertThat(failed.code()).as(failed.err()).isEqualTo(3);
      assertThat(failed.out().lines()).hasSize(1);
      assertThat(failed.json().get("exit_code").intValue()).isEqualTo(3);
      assertThat(failed.json().get("error").textValue()).contains("gone.csv");
      assertThat(failed.err()).contains(SPARK_INFO, "spark-rnn: data.path = ");
      assertThat(folder.resolve("failed/runs")).doesNotExist();
    }
  }

  /** A row that is bad in a task: users see the message alone, and the rest if they ask for it. */
  @Test
  void aTaskThatFailsOfBadDataShowsItsStackTraceAtDebugOnly()
      throws IOException, InterruptedException {
    Path data = Files.writeString(folder.resolve("a.csv"), "text,label\nfilm,pos\n\"film,neg\n");
    String message = "a.csv has a quote on line 3 that is never closed";
    for (String level : List.of("warn", "debug")) {
      try (Submitted failed =
          start(
              level,
              "local[2]",
              Map.of(),
              "data.source=csv",
              "data.path=" + data,
              "logging.spark-level=" + level)) {
        assertThat(failed.code()).as(failed.err()).isEqualTo(3);
        assertThat(failed.err()).contains("spark-rnn: file:", message);
        String task = " ERROR Executor: Exception in task ";
        if (level.equals("warn")) {
          assertThat(failed.err())
              .doesNotContain("\tat ", " ERROR ", "TaskSetManager", "BlockManager");
        } else {
          assertThat(failed.err())
              .contains("\tat ", task, " ERROR TaskSetManager: Task 0 in stage ");
        }
      }
    }
  }

  @Test
  void aPlanIsOfTheProcessAsItWasSubmitted() throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve("plan"));
    List<String> arguments =
        List.of("plan", "--json", "--set", "output.dir=" + own.resolve("runs"));
    Map<String, String> spark = Map.of("spark.task.cpus", "3");
    try (Submitted plan = Submitted.start(own, "local[2]", spark, arguments)) {
      assertThat(plan.code()).as(plan.err()).isEqualTo(2);
      // Spark's submission opens what it needs, and the jar has native code for this machine.
      assertThat(plan.json().get("findings")).hasSize(1);
      assertThat(plan.json().at("/findings/0/fix").textValue())
          .isEqualTo("--conf spark.task.cpus=2");
      assertThat(own.resolve("runs")).doesNotExist();
    }
  }

  @Test
  void aMistypedSubcommandIsNoOptionOfTrain() throws IOException, InterruptedException {
    Path own = Files.createDirectories(folder.resolve("mistyped"));
    try (Submitted mistyped =
        Submitted.start(own, "local[1]", Map.of(), List.of("scor", "runs/first", "A text."))) {
      assertThat(mistyped.code()).isEqualTo(2);
      assertThat(mistyped.err()).contains("Did you mean: spark-rnn score");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void asksForAnEndAreHeard(String signal) throws IOException, InterruptedException {
    try (Submitted running =
        start("stopped", "local[2]", Map.of(), "training.epochs=100000", "text.length=32")) {
      running.awaitOnStandardError("Epoch 2/100000 - ");
      assertThat(folder.resolve("stopped/runs/.r.partial/metrics.jsonl")).exists();

      running.signal(signal);

      assertThat(running.code()).as(running.err()).isEqualTo(130);
      assertThat(running.json().get("exit_code").intValue()).isEqualTo(130);
      assertThat(running.json().get("error").textValue()).startsWith("interrupted; ");
      assertThat(names(folder.resolve("stopped/runs")))
          .containsExactlyInAnyOrder(".prepared", ".r.checkpoints");
    }
  }

  private Submitted asUsersDo(String name, String master, Map<String, String> spark)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    return Submitted.startWithoutOptions(own, master, spark, arguments(own));
  }

  private Submitted start(String name, String master, Map<String, String> spark, String... settings)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    return Submitted.start(own, master, spark, arguments(own, settings));
  }

  private static List<String> arguments(Path own, String... settings) throws IOException {
    List<String> arguments = new ArrayList<>(TinyTraining.arguments(own, "r", "training.epochs=1"));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments;
  }

  private static List<String> names(Path root) {
    try (Stream<Path> children = Files.list(root)) {
      return children.map(path -> path.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
