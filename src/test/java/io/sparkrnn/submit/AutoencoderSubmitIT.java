package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The autoencoder of the packaged jar, in processes of its own. */
class AutoencoderSubmitIT {

  @TempDir private Path folder;

  @Test
  void aClusterGivesTheModelOfOneProcessAndGoesOnAfterAKill()
      throws IOException, InterruptedException {
    try (Submitted local = start("local", "local[2]")) {
      assertThat(local.code()).as(local.err()).isZero();
      try (Submitted killed = start("cluster", "local[2]")) {
        killed.awaitOnStandardError("Epoch 1/3 - ");
        killed.kill();
        killed.code();
      }
      try (Submitted cluster = start("cluster", "local-cluster[2,1,1024]", "--resume")) {
        assertThat(cluster.code()).as(cluster.err()).isZero();

        assertThat(cluster.json().get("model_sha256")).isEqualTo(local.json().get("model_sha256"));
        assertThat(cluster.json().get("test")).isEqualTo(local.json().get("test"));
        assertThat(cluster.json().get("examples").toString())
            .isEqualTo("{\"given\":9600,\"used\":9600,\"dropped\":0}");
      }
    }
  }

  private Submitted start(String name, String master, String... more) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    List<String> arguments = new ArrayList<>(List.of("train", "--json"));
    arguments.addAll(
        List.of("--conf", System.getProperty("project.dir") + "/conf/autoencoder.conf"));
    arguments.addAll(List.of(more));
    for (String setting :
        List.of(
            "autoencoder.hidden-size=16",
            "autoencoder.latent-size=4",
            "training.epochs=3",
            "training.replicas=2",
            "averaging.rounds-per-epoch=1",
            "output.dir=" + own.resolve("runs"),
            "run.id=r")) {
      arguments.addAll(List.of("--set", setting));
    }
    return Submitted.start(own, master, Map.of("spark.executor.memory", "1g"), arguments);
  }
}
