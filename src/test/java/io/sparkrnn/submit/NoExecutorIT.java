package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standalone master without a worker: Spark would wait for an executor for ever. */
class NoExecutorIT {

  private static final Pattern ADDRESS = Pattern.compile("Starting Spark master at (spark://\\S+)");

  @TempDir private Path folder;

  @Test
  void aClusterThatGivesNoExecutorEndsTheRun() throws IOException, InterruptedException {
    Path log = folder.resolve("master.txt");
    Process master = master(log);
    try (Submitted run =
        Submitted.start(
            folder,
            address(master, log),
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
    } finally {
      master.destroyForcibly();
    }
    try (var left = Files.list(folder.resolve("runs"))) {
      assertThat(left).isEmpty();
    }
  }

  private static Process master(Path log) throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("project.dir") + "/target/spark/jars/*",
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--webui-port",
            "0")
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static String address(Process master, Path log) throws IOException, InterruptedException {
    while (master.isAlive()) {
      Matcher found = ADDRESS.matcher(Files.readString(log));
      if (found.find()) {
        return found.group(1);
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the master ended:\n" + Files.readString(log));
  }
}
