package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Workloads;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataUriTest {

  private static ResolvedConfig load(String file) {
    return ConfigLoader.ofProcess(Workloads.settings()).load(List.of(file), List.of());
  }

  private static String uri(String text) {
    return "data:application/hocon;name=night.conf;base64,"
        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileMayStandInTheArguments() {
    ResolvedConfig config = load(uri("training {\n  epochs = 3\n}\ndata.path = \"caf\u00e9.csv\""));

    assertThat(config.job().training().epochs()).isEqualTo(3);
    assertThat(config.job().data().path()).contains("caf\u00e9.csv");
    assertThat(config.entries())
        .filteredOn(entry -> entry.key().equals("training.epochs"))
        .extracting(ResolvedConfig.Entry::origin)
        .containsExactly("night.conf: 2");
  }

  @Test
  void whatIsWrongInItIsToldByItsName() {
    assertThatThrownBy(() -> load(uri("\ntraining.epoch = 3")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("night.conf: 2: training.epoch: unknown key");
    assertThatThrownBy(() -> load("data:text/plain,training.epochs=3"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("data:text/plain,...: is no configuration, expected data:");
    assertThatThrownBy(() -> load("data:application/hocon;name=a;base64,x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is no configuration");
  }

  @Test
  void aSettingOfSparkIsToldToBeOne() {
    assertThatThrownBy(() -> load("spark.ui.port=4050"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is a setting of Spark")
        .hasMessageContaining("submit/train.sh --conf spark.ui.port=4050 -- train");
  }
}
