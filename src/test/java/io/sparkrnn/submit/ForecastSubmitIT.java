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

/** The workload {@code forecast} in the packaged jar, in processes of its own. */
class ForecastSubmitIT {

  @TempDir private Path folder;

  @Test
  void twoExecutorsLearnAndForecast() throws IOException, InterruptedException {
    Path runs = folder.resolve("runs");
    try (Submitted trained =
        start(
            "train",
            List.of("train", "--json", "--conf", conf()),
            "training.epochs=1",
            "training.replicas=2",
            "forecast.horizon=2",
            "output.dir=" + runs,
            "run.id=r")) {
      assertThat(trained.code()).as(trained.err()).isZero();
      assertThat(trained.json().at("/examples/dropped").intValue()).isZero();
      assertThat(trained.json().at("/test/mase").isNumber()).isTrue();
      assertThat(Files.readAllLines(runs.resolve("r/ledger.jsonl")))
          .hasSize(2)
          .allMatch(line -> line.contains("\"each_once\":true"));
    }
    try (Submitted forecast =
        start("forecast", List.of("forecast", runs.resolve("r").toString(), "--steps", "1"))) {
      assertThat(forecast.code()).as(forecast.err()).isZero();
      assertThat(forecast.out().lines())
          .hasSize(121)
          .startsWith("series,step,time,forecast")
          .anyMatch(line -> line.startsWith("002-chaos,1,168,"));
    }
  }

  private static String conf() {
    return System.getProperty("project.dir") + "/conf/forecast.conf";
  }

  private Submitted start(String name, List<String> command, String... settings)
      throws IOException {
    List<String> arguments = new ArrayList<>(command);
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return Submitted.start(
        Files.createDirectories(folder.resolve(name)),
        "local-cluster[2,1,1024]",
        Map.of("spark.executor.memory", "1g"),
        arguments);
  }
}
