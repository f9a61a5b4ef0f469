package io.sparkrnn.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.sentiment.BinaryEpochMetrics;
import io.sparkrnn.workload.sentiment.BinaryTestMetrics;
import org.junit.jupiter.api.Test;

class BaselineModelTest {

  @Test
  void onlyClassifiersCanBeCompared() {
    BaselineModel.requireClassifier("review-sentiment", BinaryTestMetrics::new);

    assertThatThrownBy(() -> BaselineModel.requireClassifier("next-value", BinaryEpochMetrics::new))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'next-value'", "are not classifiers", "--against");
  }
}
