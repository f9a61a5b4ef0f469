package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.SettingsForTests;
import io.sparkrnn.nn.Weights;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OuterOptimizerTest {

  private static final float[] START = {1, -2, 0.5f};

  /** What the replicas' mean moves by in each round. */
  private static final float[][] CHANGES = {
    {0.5f, 0.25f, -1}, {0.25f, -0.5f, 0.75f}, {-1, 0, 0.5f}, {0, 0, 0}, {0.125f, 1, 1}
  };

  @ParameterizedTest
  @CsvSource({"0.5, 1", "0.9, 0.7", "0, 1", "0, 0.5", "0.6, 1.5"})
  void isGradientDescentWithNesterovMomentum(double momentum, double rate) {
    OuterOptimizer outer = momentum(momentum, rate);
    INDArray weights = row(START);
    double[] expected = {START[0], START[1], START[2]};
    double[] velocity = new double[3];

    for (float[] change : CHANGES) {
      outer.apply(weights, weights.add(row(change)));
      for (int i = 0; i < 3; i++) {
        velocity[i] = momentum * velocity[i] + rate * change[i];
        expected[i] += rate * change[i] + momentum * velocity[i];
      }
      assertThat(weights.dup().data().asDouble()).containsExactly(expected, within(1e-5));
    }
  }

  /** Two steps with m = 0.5 and r = 1: v = 1, w = 0 + 1 + 0.5; v = 0.5 + 2, w = 1.5 + 2 + 1.25. */
  @Test
  void isSoInNumbersWithoutRounding() {
    OuterOptimizer outer = momentum(0.5, 1);
    INDArray weights = row(0, 0);

    outer.apply(weights, row(1, 1));
    assertThat(weights.getFloat(0)).isEqualTo(1.5f);
    outer.apply(weights, row(3.5f, 3.5f));
    assertThat(weights.getFloat(0)).isEqualTo(4.75f);
  }

  @ParameterizedTest
  @CsvSource({"1, 1.0", "8, 1.5", "64, 1.75"})
  void hasTheMomentumThatTheReplicasAskFor(int replicas, float expected) {
    OuterOptimizer outer =
        new OuterOptimizer(
            SettingsForTests.training("averaging.strategy=momentum").averaging(), replicas);
    INDArray weights = row(0, 0);

    outer.apply(weights, row(1, 1));

    assertThat(weights.getFloat(0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "schedule", "dl4j"})
  void isTheMeanWithoutMomentum(String strategy) {
    OuterOptimizer outer =
        step("averaging.strategy=" + strategy, "averaging.outer-learning-rate=0.5");
    INDArray weights = row(START);

    outer.apply(weights, row(3, 4, 5));

    assertThat(weights.data().asFloat()).containsExactly(3, 4, 5);
    assertThat(outer.state()).isEmpty();
  }

  @Test
  void goesOnFromAStateAsIfNothingHadHappenedSince() {
    OuterOptimizer outer = momentum(0.9, 0.7);
    INDArray weights = row(START);
    outer.apply(weights, row(2, 2, 2));
    Optional<Weights> state = outer.state();
    INDArray before = weights.dup();
    outer.apply(weights, row(1, -1, 1));
    float[] expected = weights.dup().data().asFloat();

    outer.apply(weights, row(7, 8, Float.NaN));
    outer.restore(state);
    outer.apply(before, row(1, -1, 1));

    assertThat(before.data().asFloat()).containsExactly(expected);
  }

  @Test
  void goesBackToNoVelocityToo() {
    OuterOptimizer outer = momentum(0.9, 1);
    Optional<Weights> none = outer.state();
    assertThat(none).isEmpty();
    outer.apply(row(START), row(Float.NaN, 0, 0));
    assertThat(outer.state()).isPresent();

    outer.restore(none);

    assertThat(outer.state()).isEmpty();
    INDArray weights = row(0, 0);
    outer.apply(weights, row(1, 1));
    assertThat(weights.getFloat(0)).isEqualTo(1.9f);
  }

  private static OuterOptimizer momentum(double momentum, double rate) {
    return step(
        "averaging.strategy=momentum",
        "averaging.outer-momentum=" + momentum,
        "averaging.outer-learning-rate=" + rate);
  }

  private static OuterOptimizer step(String... settings) {
    return new OuterOptimizer(SettingsForTests.training(settings).averaging(), 1);
  }

  private static INDArray row(float... values) {
    return Nd4j.create(values, new long[] {1, values.length}, 'c');
  }
}
