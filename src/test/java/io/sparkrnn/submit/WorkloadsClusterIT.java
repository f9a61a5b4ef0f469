package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The series and image workloads, packaged, on a standalone master with two workers. */
@Tag("cluster")
class WorkloadsClusterIT {

  @TempDir private static Path folder;

  private static StandaloneCluster cluster;

  @BeforeAll
  static void startCluster() throws IOException, InterruptedException {
    cluster = StandaloneCluster.start(folder.resolve("cluster"));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void twoWorkersLearnToForecastAsTwoThreadsDo() throws IOException, InterruptedException {
    String[] settings = {"training.epochs=2", "forecast.horizon=2"};
    try (Submitted threads = train("forecast", "threads", "local[2]", List.of(), settings);
        Submitted workers = train("forecast", "workers", cluster.url(), List.of(), settings)) {
      requireTheSame(workers, threads);
      assertThat(workers.json().at("/examples/dropped").intValue()).isZero();
      assertThat(workers.json().at("/test/mase").isNumber()).isTrue();
    }
    assertThat(ledger("forecast", "workers"))
        .hasSize(2 * 2)
        .allMatch(line -> line.contains("\"each_once\":true"))
        .isEqualTo(ledger("forecast", "threads"));

    String run = run("forecast", "workers").toString();
    try (Submitted forecast =
        start("forecasts", cluster.url(), List.of("forecast", run, "--steps", "1"))) {
      assertThat(forecast.code()).as(forecast.err()).isZero();
      assertThat(forecast.out().lines())
          .hasSize(121)
          .startsWith("series,step,time,forecast")
          .anyMatch(line -> line.startsWith("002-chaos,1,168,"));
    }
  }

  @Test
  void twoWorkersResumeTheAutoencoderOfAProcessThatWasKilled()
      throws IOException, InterruptedException {
    String[] settings = {
      "autoencoder.hidden-size=16", "autoencoder.latent-size=4", "training.epochs=3"
    };
    try (Submitted threads = train("autoencoder", "threads", "local[2]", List.of(), settings)) {
      try (Submitted killed = train("autoencoder", "workers", "local[2]", List.of(), settings)) {
        killed.awaitOnStandardError("Epoch 1/3 - ");
        killed.kill();
        killed.code();
      }
      try (Submitted workers =
          train("autoencoder", "workers", cluster.url(), List.of("--resume"), settings)) {
        requireTheSame(workers, threads);
        assertThat(workers.json().get("examples").toString())
            .isEqualTo("{\"given\":9600,\"used\":9600,\"dropped\":0}");
      }
    }
    assertThat(ledger("autoencoder", "workers"))
        .hasSize(3 * 2)
        .allMatch(line -> line.contains("\"each_once\":true"))
        .isEqualTo(ledger("autoencoder", "threads"));
  }

  private static void requireTheSame(Submitted workers, Submitted threads)
      throws InterruptedException {
    assertThat(threads.code()).as(threads.err()).isZero();
    assertThat(workers.code()).as(workers.err()).isZero();
    for (String part : List.of("model_sha256", "test", "examples")) {
      assertThat(workers.json().get(part)).as(part).isEqualTo(threads.json().get(part));
    }
  }

  private static List<String> ledger(String workload, String id) throws IOException {
    return Files.readAllLines(run(workload, id).resolve("ledger.jsonl"));
  }

  private static Path run(String workload, String id) {
    return folder.resolve(workload).resolve(id);
  }

  private static Submitted train(
      String workload, String id, String master, List<String> more, String... settings)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("train", "--json", "--conf"));
    arguments.add(System.getProperty("project.dir") + "/conf/" + workload + ".conf");
    arguments.addAll(more);
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(
        List.of("training.replicas=2", "output.dir=" + folder.resolve(workload), "run.id=" + id));
    all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return start("%s-%s%d".formatted(workload, id, more.size()), master, arguments);
  }

  private static Submitted start(String name, String master, List<String> arguments)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    return Submitted.start(own, master, Map.of("spark.executor.memory", "1g"), arguments);
  }
}
