package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.sentiment.BinaryEpochMetrics;
import io.sparkrnn.workload.sentiment.BinaryTestMetrics;
import org.junit.jupiter.api.Test;

class RivalTest {

  @Test
  void onlyRightAndWrongAnswersCanBeCompared() {
    Rival.requireRightAndWrong("review-sentiment", BinaryTestMetrics::new);

    assertThatThrownBy(() -> Rival.requireRightAndWrong("next-value", BinaryEpochMetrics::new))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'next-value'", "no right and wrong answers", "--against");
  }
}
