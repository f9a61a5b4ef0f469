package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.Fuzz;
import io.sparkrnn.Fuzz.Tally;
import io.sparkrnn.workload.Workloads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ConfigFuzzTest {

  private static final String CONF =
      """
      # a job
      training { epochs = 3, batch-size = 64 } // two
      data.path = "/data/x.csv"
      data.labels.positive = [pos, "1"]
      data.labels.positive += true
      model.hidden-size = 8
      model { embedding-size = ${model.hidden-size} }
      run.id = "a"${?NONE}
      include "beside.conf"
      """;

  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\"\"\"",
          "=",
          "+=",
          ":",
          ",",
          "${",
          "${?",
          "${model}",
          "${data.labels.positive}",
          "${training.epochs}",
          "include ",
          "include file(",
          "url(",
          "required(",
          "\n",
          "\\u",
          "\u0000",
          "\uFEFF",
          "1e999999999",
          "null",
          "a.b.c.d.e",
          ".");

  @TempDir private Path folder;

  @Test
  void configuration() throws Exception {
    Files.writeString(folder.resolve("beside.conf"), "seed = 5\n");
    Path file = folder.resolve("a.conf");
    // The schema, which takes longest, is the same for all cases.
    ConfigLoader loader =
        new ConfigLoader(Map.of(), Map.of(), () -> new Configuration(false), Workloads.settings());
    Tally tally =
        Fuzz.run(
            "configuration",
            Fuzz.cases(3_000),
            512L << 20,
            mutations ->
                mutations.chance(40)
                    ? mutations.bytes(CONF.getBytes(StandardCharsets.UTF_8))
                    : mutations.text(CONF, TOKENS).getBytes(StandardCharsets.UTF_8),
            input -> {
              Files.write(file, input);
              loader.load(List.of(file.toString()), List.of());
            });
    assertThat(tally.read()).isPositive();
    assertThat(tally.refused()).isPositive();
  }
}
