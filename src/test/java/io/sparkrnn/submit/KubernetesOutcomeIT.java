package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ends of {@code submit/cluster.sh} on Kubernetes. A stand-in takes the place of the {@code
 * spark-submit} that would start the driver's pod: it prints what Spark prints at the pod's end,
 * and succeeds, as Spark's does whatever came of the driver. What runs on this machine is real.
 */
class KubernetesOutcomeIT {

  private static final String FAILED = "\\t exit code: 3\\n\\t termination reason: Error\\n";
  private static final String SUCCEEDED = "\\t exit code: 0\\n\\t termination reason: Completed\\n";
  private static final String OUTCOME =
      "{\"exit_code\":3,\"result\":{\"error\":\"gone.csv does not exist\",\"exit_code\":3}}";

  @TempDir private static Path folder;

  private static Path home;

  @BeforeAll
  static void standIn() throws IOException {
    home = folder.resolve("home");
    Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
    Files.writeString(
        submit,
        """
        #!/usr/bin/env bash
        case " $* " in
          *" k8s://"*)
            printf '%s\\n' "$@" > "$ARGUMENTS"
            printf "$PRINTS" >&2
            [ -z "${WRITES:-}" ] || {
              while [ "$1" != --outcome ]; do shift; done
              mkdir -p "$(dirname "$2")" && echo "$WRITES" > "$2"
            } ;;
          *)
            . "$PROJECT/submit/lib.sh"
            export SPARK_HOME=$REAL_HOME
            spark_submit "$PROJECT" "$@" ;;
        esac
        """);
    assertThat(submit.toFile().setExecutable(true)).isTrue();
  }

  private static Submitted submit(String name, String prints, String writes, String... more)
      throws IOException {
    return Submitted.start(
        Files.createDirectories(folder.resolve(name)),
        "submit/cluster.sh",
        Map.of(
            "SPARK_HOME", home.toString(),
            "REAL_HOME", System.getProperty("spark.home.dir"),
            "PROJECT", System.getProperty("project.dir"),
            "APP_JAR", System.getProperty("app.jar"),
            "IMAGE", "spark-rnn:test",
            "ARGUMENTS", folder.resolve(name + ".txt").toString(),
            "PRINTS", prints,
            "WRITES", writes),
        Map.of(),
        arguments(name, more));
  }

  private static List<String> arguments(String name, String... more) throws IOException {
    Path conf = Files.writeString(folder.resolve(name + ".conf"), "training.epochs = 2");
    List<String> arguments =
        new ArrayList<>(List.of("kubernetes", "k8s://https://api:6443", "train", "--json"));
    arguments.addAll(List.of("--conf", conf.toString()));
    arguments.addAll(List.of("--set", "output.dir=" + folder.resolve("runs")));
    arguments.addAll(List.of(more));
    return arguments;
  }

  @Test
  void theJobsOwnWordsArePassedOn() throws IOException, InterruptedException {
    try (Submitted submitted = submit("told", FAILED, OUTCOME)) {
      assertThat(submitted.code()).as(submitted.err()).isEqualTo(3);
      assertThat(submitted.json().get("error").textValue()).isEqualTo("gone.csv does not exist");
    }
    assertThat(folder.resolve("runs/.outcomes")).isEmptyDirectory();
    assertThat(Files.readAllLines(folder.resolve("told.txt")))
        .contains("spark-rnn-train", "cluster", "--outcome")
        .anyMatch(word -> word.startsWith("data:application/hocon;name=told.conf;base64,"));
  }

  @Test
  void withoutThemThePodsExitCodeIs() throws IOException, InterruptedException {
    try (Submitted submitted = submit("pod", FAILED, "")) {
      assertThat(submitted.code()).as(submitted.err()).isEqualTo(3);
      assertThat(submitted.json().get("error").textValue()).contains("see the driver's log");
    }
    try (Submitted submitted = submit("good", SUCCEEDED, "")) {
      assertThat(submitted.code()).as(submitted.err()).isZero();
    }
  }

  @Test
  void anEndOfWhichNothingIsKnownIsAFailure() throws IOException, InterruptedException {
    try (Submitted submitted = submit("unknown", "nothing", "")) {
      assertThat(submitted.code()).as(submitted.err()).isEqualTo(1);
      assertThat(submitted.json().get("exit_code").intValue()).isEqualTo(1);
    }
  }

  @Test
  void wrongSettingsAreToldBeforeAnythingIsSubmitted() throws IOException, InterruptedException {
    try (Submitted submitted = submit("wrong", "", "", "--set", "training.epoch=3")) {
      assertThat(submitted.code()).as(submitted.err()).isEqualTo(2);
      assertThat(submitted.json().get("error").textValue()).contains("training.epochs");
    }
    assertThat(folder.resolve("wrong.txt")).doesNotExist();
  }
}
