package io.sparkrnn.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.workload.Scores;
import org.junit.jupiter.api.Test;

class TestLinesTest {

  @Test
  void eachBaselineHasALineOfItsOwn() {
    Scores scores =
        Scores.empty()
            .with("mae", 7.5)
            .with("rmse", 13)
            .with("seasonal_naive_mae", 9)
            .with("seasonal_naive_rmse", 20)
            .with("pca_mae", 8);

    assertThat(TestLines.of(scores))
        .containsExactly(
            "Test - mae: 7.5000 - rmse: 13.0000",
            "Seasonal naive baseline - mae: 9.0000 - rmse: 20.0000",
            "PCA baseline - mae: 8.0000");
  }

  @Test
  void scoresOfClassesAreTheModelsOwn() {
    Scores scores = Scores.empty().with("accuracy", 0.5).with("macro_f1", 0.4).with("loss", 1);

    assertThat(TestLines.of(scores))
        .containsExactly("Test - accuracy: 0.5000 - macro_f1: 0.4000 - loss: 1.0000");
  }
}
