package io.sparkrnn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedStatisticsTest {

  private static final List<Double> EIGHT =
      List.of(0.8610, 0.8621, 0.8632, 0.8641, 0.8647, 0.8650, 0.8655, 0.8661);

  @Test
  void summarises() {
    SeedStatistics scores = SeedStatistics.of("accuracy", EIGHT);

    // numpy: mean and std with ddof=1.
    assertThat(scores.mean()).isCloseTo(0.8639625, within(1e-12));
    assertThat(scores.deviation()).isCloseTo(0.001748417651968295, within(1e-12));
    assertThat(scores.min()).isEqualTo(0.8610);
    assertThat(scores.max()).isEqualTo(0.8661);
    assertThat(scores.seeds()).isEqualTo(8);
  }

  @Test
  void writesAccuraciesInPercentAndOthersAsTheyAre() {
    assertThat(SeedStatistics.of("accuracy", EIGHT).text())
        .isEqualTo("86.40 % ± 0.17 (86.10 to 86.61, n = 8)");
    assertThat(SeedStatistics.of("loss", List.of(17.0, 19.0, 24.0)).text())
        .isEqualTo("20.0000 ± 3.6056 (17.0000 to 24.0000, n = 3, fewer than 5)");
  }

  @Test
  void isOneJsonObject() throws IOException {
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readTree(json.writeValueAsString(SeedStatistics.of("loss", List.of(1.0, 3.0)))))
        .isEqualTo(
            json.readTree(
                "{\"score\":\"loss\",\"seeds\":2,\"mean\":2.0,\"deviation\":1.4142135623730951,"
                    + "\"min\":1.0,\"max\":3.0}"));
  }

  @Test
  void refusesWhatSaysNothing() {
    assertThatThrownBy(() -> SeedStatistics.of("auc", List.of(0.9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("auc has 1 values, expected at least 2 seeds");
    assertThatThrownBy(() -> SeedStatistics.of("auc", List.of(0.9, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auc has the mean NaN");
  }
}
