package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.Fuzz;
import io.sparkrnn.Fuzz.Tally;
import io.sparkrnn.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.MINUTES)
class NetworkZipFuzzTest {

  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "null",
          "true",
          "-1",
          "0",
          "2147483647",
          "1e400",
          "\"NaN\"",
          "9223372036854775807",
          "\"@class\":",
          "java.lang.ProcessBuilder",
          "\"\"",
          ",",
          "org.deeplearning4j.nn.conf.layers.LSTM",
          "org.deeplearning4j.nn.conf.layers.FrozenLayer",
          "org.nd4j.linalg.learning.config.Sgd",
          "DOUBLE",
          "\"nin\":",
          "\"nout\":",
          "\"seed\":");

  @Test
  void network() {
    byte[] whole = NetworkZip.of(Networks.trained());
    Map<String, byte[]> entries = ZipEntries.of(whole);
    Tally tally =
        Fuzz.run(
            "model zip",
            Fuzz.cases(2_000),
            256L << 20,
            mutations -> forged(mutations, whole, entries),
            input -> NetworkZip.read("network.zip", input));
    assertThat(tally.read()).isPositive();
    assertThat(tally.refused()).isPositive();
  }

  private static byte[] forged(Mutations mutations, byte[] whole, Map<String, byte[]> entries) {
    if (mutations.chance(10)) {
      return mutations.bytes(whole);
    }
    if (mutations.chance(40)) {
      return ZipEntries.zip(mutations.parts(entries));
    }
    Map<String, byte[]> changed = new LinkedHashMap<>(entries);
    String json = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
    changed.put(
        "configuration.json", mutations.text(json, TOKENS).getBytes(StandardCharsets.UTF_8));
    return ZipEntries.zip(changed);
  }
}
