package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores.Score;
import org.junit.jupiter.api.Test;

class BinaryEpochMetricsTest {

  @Test
  void givesTheMeanOfLossAndAccuracyInThatOrder() {
    BinaryEpochMetrics metrics = new BinaryEpochMetrics();
    add(metrics, 1, 0.75f);
    add(metrics, 0, 0.75f);
    assertThat(metrics.scores().all()).extracting(Score::name).containsExactly("loss", "accuracy");
    assertThat(metrics.scores().value("loss"))
        .isCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, within(1e-12));
    assertThat(metrics.scores().value("accuracy")).isEqualTo(0.5);
    assertThat(metrics.count()).isEqualTo(2);
    assertThat(metrics.figures()).isEmpty();
  }

  @Test
  void clipsCertaintyAsKerasDoes() {
    BinaryEpochMetrics metrics = new BinaryEpochMetrics();
    add(metrics, 1, 0f);
    add(metrics, 0, 1f);
    assertThat(metrics.scores().value("loss")).isCloseTo(-Math.log(1e-7), within(1e-8));
  }

  @Test
  void takesExactlyOneHalfForNegative() {
    BinaryEpochMetrics metrics = new BinaryEpochMetrics();
    add(metrics, 0, 0.5f);
    assertThat(metrics.scores().value("accuracy")).isEqualTo(1);
  }

  @Test
  void passesOnNaNSoThatDivergenceShows() {
    BinaryEpochMetrics metrics = new BinaryEpochMetrics();
    add(metrics, 0, Float.NaN);
    assertThat(metrics.scores().value("loss")).isNaN();
  }

  @Test
  void hasNoScoresBeforeTheFirstExample() {
    assertThat(new BinaryEpochMetrics().scores().all())
        .extracting(Score::value)
        .containsOnly(Double.NaN);
  }

  @Test
  void mergesToWhatOnePassGives() {
    BinaryEpochMetrics whole = new BinaryEpochMetrics();
    BinaryEpochMetrics left = new BinaryEpochMetrics();
    BinaryEpochMetrics right = new BinaryEpochMetrics();
    for (int i = 0; i < 10; i++) {
      add(whole, i % 2, i / 16f);
      add(i < 4 ? left : right, i % 2, i / 16f);
    }
    left.merge(Copies.serialised(right));
    assertThat(left.count()).isEqualTo(10);
    assertThat(left.scores().value("loss")).isCloseTo(whole.scores().value("loss"), within(1e-12));
    assertThat(left.scores().value("accuracy")).isEqualTo(whole.scores().value("accuracy"));
  }

  @Test
  void refusesOtherKindsAndShapes() {
    Metrics metrics = new BinaryEpochMetrics();
    assertThatThrownBy(() -> metrics.merge(new BinaryTestMetrics()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("BinaryTestMetrics");
    assertThatThrownBy(() -> metrics.add(9, new float[] {1}, new float[2]))
        .hasMessage("output of example 9 has 2 values, expected 1");
  }

  private static void add(BinaryEpochMetrics metrics, int label, float probability) {
    metrics.add(0, new float[] {label}, new float[] {probability});
  }
}
