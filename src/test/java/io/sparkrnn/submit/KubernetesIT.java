package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code submit/cluster.sh kubernetes} with Spark's own submission, driver and executors. */
class KubernetesIT {

  @TempDir private Path folder;

  private Pods pods;

  @BeforeEach
  void start() throws IOException {
    pods = new Pods(Files.createDirectories(folder.resolve("pods")));
  }

  @AfterEach
  void stop() throws InterruptedException {
    pods.close();
  }

  @Test
  void aRunIsTheSameAsInLocalModeAndItsPodsAreThoseAskedFor()
      throws IOException, InterruptedException {
    String sha;
    try (Submitted alone =
        Submitted.start(
            Files.createDirectories(folder.resolve("alone")),
            "local[2]",
            Map.of(),
            arguments("alone"))) {
      assertThat(alone.code()).as(alone.err()).isZero();
      sha = alone.json().get("model_sha256").textValue();
    }
    try (Submitted submitted = submit("good")) {
      assertThat(submitted.code()).as(submitted.err() + pods.logs()).isZero();
      assertThat(submitted.json().get("model_sha256").textValue()).isEqualTo(sha);
    }
    assertThat(folder.resolve("runs/.outcomes")).isEmptyDirectory();

    Pod driver = pods.seen().get(0);
    assertThat(driver.getMetadata().getName()).startsWith("spark-rnn-train-").endsWith("-driver");
    PodSpec asked = driver.getSpec();
    assertThat(asked.getServiceAccountName()).isEqualTo("spark");
    assertThat(asked.getRestartPolicy()).isEqualTo("Never");
    // 512 MB of heap and as much native memory and another 512 MB.
    assertThat(memory(asked)).isEqualTo("1536Mi");
    assertThat(asked.getContainers().get(0).getArgs())
        .contains("driver", "io.sparkrnn.cli.Main", "--outcome")
        .anyMatch(word -> word.startsWith("data:application/hocon;name=good.conf;base64,"));
    assertThat(pods.configMaps())
        .allSatisfy(
            map ->
                assertThat(map.getMetadata().getOwnerReferences())
                    .extracting(OwnerReference::getName)
                    .containsExactly(driver.getMetadata().getName()));

    List<Pod> executors = pods.seen().subList(1, pods.seen().size());
    assertThat(executors)
        .hasSize(2)
        .allSatisfy(
            executor -> {
              assertThat(executor.getMetadata().getOwnerReferences())
                  .extracting(OwnerReference::getName, OwnerReference::getUid)
                  .containsExactly(
                      org.assertj.core.groups.Tuple.tuple(
                          driver.getMetadata().getName(), driver.getMetadata().getUid()));
              assertThat(memory(executor.getSpec())).isEqualTo("1536Mi");
              assertThat(executor.getSpec().getContainers().get(0).getEnv())
                  .contains(new EnvVar("OMP_NUM_THREADS", "1", null))
                  .contains(new EnvVar("SPARK_EXECUTOR_CORES", "1", null));
            });
    assertThat(pods.seen()).allSatisfy(pod -> hasTheTemplate(pod.getSpec()));
  }

  private static void hasTheTemplate(PodSpec pod) {
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getContainers())
        .singleElement()
        .satisfies(
            container -> {
              assertThat(container.getImage()).isEqualTo("spark-rnn:test");
              assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
              assertThat(container.getSecurityContext().getCapabilities().getDrop())
                  .containsExactly("ALL");
              assertThat(container.getVolumeMounts())
                  .extracting(VolumeMount::getMountPath)
                  .contains("/tmp", "/opt/spark/work");
            });
  }

  private static String memory(PodSpec pod) {
    return pod.getContainers().get(0).getResources().getLimits().get("memory").toString();
  }

  @Test
  void aFailureHasTheExitCodeAndTheJsonLineOfLocalMode() throws IOException, InterruptedException {
    String gone = "data.path=" + folder.resolve("gone.csv");
    try (Submitted submitted = submit("bad", "data.source=auto", gone)) {
      assertThat(submitted.code()).as(submitted.err() + pods.logs()).isEqualTo(3);
      assertThat(submitted.json().get("exit_code").intValue()).isEqualTo(3);
      assertThat(submitted.json().get("error").textValue()).contains("gone.csv does not exist");
    }
    assertThat(folder.resolve("runs/.outcomes")).isEmptyDirectory();
  }

  @Test
  void withoutTheDriversWordsThePodsExitCodeCounts() throws IOException, InterruptedException {
    pods.report(
        code -> {
          deleteOutcomes();
          return OptionalInt.of(137);
        });
    try (Submitted submitted = submit("killed", "data.path=gone.csv", "data.source=auto")) {
      assertThat(submitted.code()).as(submitted.err() + pods.logs()).isEqualTo(137);
      assertThat(submitted.json().get("error").textValue()).contains("see the driver's log");
    }
  }

  @Test
  void anEndOfWhichNothingIsKnownIsAFailure() throws IOException, InterruptedException {
    pods.report(
        code -> {
          deleteOutcomes();
          return OptionalInt.empty();
        });
    try (Submitted submitted = submit("evicted", "data.path=gone.csv", "data.source=auto")) {
      assertThat(submitted.code()).as(submitted.err() + pods.logs()).isEqualTo(1);
      assertThat(submitted.json().get("exit_code").intValue()).isEqualTo(1);
    }
  }

  private void deleteOutcomes() {
    try (Stream<Path> files = Files.list(folder.resolve("runs/.outcomes"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoStopsTheScriptStopsTheDriver() throws IOException, InterruptedException {
    try (Submitted submitted = submit("stopped", "training.epochs=100000")) {
      while (pods.seen().isEmpty()) {
        assertThat(submitted.isAlive()).as(submitted.err()).isTrue();
        Thread.sleep(100);
      }
      Submitted driver = pods.process(pods.seen().get(0));
      driver.awaitOnStandardError("Epoch 2/100000 - ");
      submitted.signal("TERM");
      assertThat(submitted.code()).as(submitted.err()).isEqualTo(130);
      assertThat(submitted.json().get("exit_code").intValue()).isEqualTo(130);
      assertThat(driver.code()).as(driver.err()).isEqualTo(130);
    }
    assertThat(folder.resolve("runs/.stopped.checkpoints")).isNotEmptyDirectory();
  }

  @Test
  void wrongSettingsAreToldBeforeAnythingIsSubmitted() throws IOException, InterruptedException {
    try (Submitted submitted = submit("wrong", "training.epoch=3")) {
      assertThat(submitted.code()).as(submitted.err()).isEqualTo(2);
      assertThat(submitted.json().get("error").textValue()).contains("training.epochs");
    }
    assertThat(pods.seen()).isEmpty();
  }

  private Submitted submit(String id, String... settings) throws IOException {
    Map<String, String> variables =
        Map.of(
            "IMAGE", "spark-rnn:test",
            "APP_JAR", "local://" + System.getProperty("app.jar"),
            "EXECUTORS", "2",
            "EXECUTOR_CORES", "1",
            "EXECUTOR_MEMORY", "512m",
            "NATIVE_MEMORY", "512m",
            "OVERHEAD", "1024",
            "DRIVER_MEMORY", "512m",
            "POD_TEMPLATE", System.getProperty("project.dir") + "/docker/pod-template.yaml");
    // The driver asks the same server, without the certificate of a pod's service account.
    Map<String, String> spark =
        Map.of(
            "spark.kubernetes.driver.master",
            pods.url(),
            "spark.kubernetes.executor.deleteOnTermination",
            "false");
    // What this file includes, the driver cannot read.
    Files.writeString(folder.resolve("included.conf"), "training.epochs = 2");
    Path conf =
        Files.writeString(folder.resolve(id + ".conf"), "include required(\"included.conf\")\n");
    List<String> arguments = new ArrayList<>(List.of("kubernetes", "k8s://" + pods.url()));
    arguments.addAll(arguments(id, settings));
    arguments.addAll(List.of("--conf", conf.toString()));
    return Submitted.start(
        Files.createDirectories(folder.resolve("submit-" + id)),
        "submit/cluster.sh",
        variables,
        spark,
        arguments);
  }

  private List<String> arguments(String id, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(TinyTraining.arguments(folder, id, more));
    // All pods are on this machine, which the preflight cannot know.
    arguments.addAll(List.of("--set", "preflight=warn"));
    if (id.equals("alone")) {
      arguments.addAll(List.of("--set", "training.epochs=2"));
    }
    return arguments;
  }
}
