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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What else is learnt than reviews, on a standalone master with two workers. */
@Tag("standalone-cluster")
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

  @ParameterizedTest
  @ValueSource(strings = {"forecast", "autoencoder"})
  void twoWorkersGiveTheModelOfTwoThreads(String workload)
      throws IOException, InterruptedException {
    try (Submitted local = start(workload, "threads", "local[2]");
        Submitted remote = start(workload, "workers", cluster.url())) {
      assertThat(local.code()).as(local.err()).isZero();
      assertThat(remote.code()).as(remote.err()).isZero();

      for (String part : List.of("model_sha256", "test", "examples")) {
        assertThat(remote.json().get(part)).as(part).isEqualTo(local.json().get(part));
      }
      assertThat(remote.json().at("/examples/dropped").intValue()).isZero();
      assertThat(ledger(workload, "workers"))
          .hasSize(2 * 2)
          .allMatch(line -> line.contains("\"each_once\":true"))
          .isEqualTo(ledger(workload, "threads"));
    }
  }

  private static List<String> ledger(String workload, String id) throws IOException {
    return Files.readAllLines(folder.resolve(workload).resolve(id).resolve("ledger.jsonl"));
  }

  private static Submitted start(String workload, String id, String master) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("train", "--json", "--conf"));
    arguments.add(System.getProperty("project.dir") + "/conf/" + workload + ".conf");
    for (String setting :
        List.of(
            "training.epochs=2",
            "training.replicas=2",
            "output.dir=" + folder.resolve(workload),
            "run.id=" + id)) {
      arguments.addAll(List.of("--set", setting));
    }
    Path own = Files.createDirectories(folder.resolve(workload + "-" + id));
    return Submitted.start(own, master, Map.of("spark.executor.memory", "1g"), arguments);
  }
}
