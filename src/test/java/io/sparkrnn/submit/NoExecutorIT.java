package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standalone master without a worker: Spark would wait for an executor for ever. */
class NoExecutorIT {

  @TempDir private Path folder;

  @Test
  void aClusterThatGivesNoExecutorEndsTheRun() throws IOException, InterruptedException {
    try (StandaloneCluster master = StandaloneCluster.withoutWorkers(folder.resolve("cluster"));
        Submitted run =
            Submitted.start(
                folder,
                master.url(),
                Map.of(
                    "spark.executor.heartbeatInterval",
                    "1s",
                    "spark.scheduler.maxRegisteredResourcesWaitingTime",
                    "1s"),
                List.of(
                    "train",
                    "--json",
                    "--set",
                    "watch.stall-timeout-seconds=3",
                    "--set",
                    "output.dir=" + folder.resolve("runs")))) {
      assertThat(run.code()).as(run.err()).isEqualTo(1);
      assertThat(run.json().get("exit_code").intValue()).isEqualTo(1);
      assertThat(run.json().get("error").textValue())
          .startsWith("reading embedded sample: no progress for ")
          .contains("there is no executor; check that the cluster has workers");
      assertThat(run.err()).contains("0 executors, 0 running tasks").doesNotContain("\tat ");
    }
    try (var left = Files.list(folder.resolve("runs"))) {
      assertThat(left).isEmpty();
    }
  }
}
