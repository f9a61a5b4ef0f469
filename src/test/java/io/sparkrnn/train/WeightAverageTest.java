package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.config.FinishSettings;
import io.sparkrnn.config.FinishSettings.Keep;
import io.sparkrnn.config.FinishSettings.WeightAveraging;
import io.sparkrnn.nn.Weights;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WeightAverageTest {

  private static final float[][] PASSED = {{1, -4}, {3, 0}, {8, 1}, {-2, 2}, {5, 5}};

  @Test
  void isTheMeanOfAllAlike() {
    WeightAverage average = average(WeightAveraging.SWA, 0, 1);
    double[] sum = new double[2];
    for (int i = 0; i < PASSED.length; i++) {
      average.add(row(PASSED[i]), (i + 1) / 5.0, 1);
      sum[0] += PASSED[i][0];
      sum[1] += PASSED[i][1];
      assertThat(mean(average))
          .containsExactly(new double[] {sum[0] / (i + 1), sum[1] / (i + 1)}, within(1e-6));
    }
  }

  /** Of two rounds in a half-life each leaves the root of a half of what was before it. */
  @Test
  void fadesByHalvesInEveryHalfLife() {
    WeightAverage average = average(WeightAveraging.EMA, 0, 0.5);
    double kept = Math.sqrt(0.5);
    double[] expected = {PASSED[0][0], PASSED[0][1]};
    average.add(row(PASSED[0]), 0.1, 4);
    for (int i = 1; i < PASSED.length; i++) {
      // Four rounds an epoch: the half-life is two rounds.
      average.add(row(PASSED[i]), 0.1, 4);
      for (int j = 0; j < 2; j++) {
        expected[j] = kept * expected[j] + (1 - kept) * PASSED[i][j];
      }
      assertThat(mean(average)).containsExactly(expected, within(1e-5));
    }
  }

  @Test
  void hasHalfOfTheFirstLeftAfterAHalfLife() {
    WeightAverage average = average(WeightAveraging.EMA, 0, 2);
    average.add(row(1, 1), 0.01, 3);
    for (int round = 0; round < 6; round++) {
      average.add(row(0, 0), 0.5, 3);
    }
    assertThat(mean(average)).containsExactly(new double[] {0.5, 0.5}, within(1e-6));
  }

  @Test
  void beginsAfterItsShareOfTheTraining() {
    WeightAverage average = average(WeightAveraging.SWA, 0.6, 1);
    for (int epoch = 1; epoch <= 3; epoch++) {
      average.add(row(PASSED[epoch - 1]), epoch / 5.0, 1);
      assertThat(average.mean()).isEmpty();
    }
    average.add(row(PASSED[3]), 4 / 5.0, 1);
    assertThat(mean(average)).containsExactly(-2, 2);
    average.add(row(PASSED[4]), 1, 1);
    assertThat(mean(average)).containsExactly(1.5, 3.5);
  }

  @Test
  void isNoneWhereNoneIsAskedFor() {
    WeightAverage average = average(WeightAveraging.NONE, 0, 1);
    average.add(row(PASSED[0]), 1, 1);
    assertThat(average.mean()).isEmpty();
    assertThat(average.count()).isZero();
  }

  @ParameterizedTest
  @EnumSource(value = WeightAveraging.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void goesBack(WeightAveraging kind) {
    WeightAverage average = average(kind, 0, 1);
    average.add(row(PASSED[0]), 0.2, 2);
    average.add(row(PASSED[1]), 0.4, 2);
    Optional<Weights> two = average.mean().map(Weights::copyOf);
    average.add(row(PASSED[2]), 0.6, 2);
    double[] three = mean(average);

    average.add(row(Float.NaN, 0), 0.8, 2);
    average.restore(two, 2);
    average.add(row(PASSED[2]), 0.6, 2);
    assertThat(mean(average)).containsExactly(three);

    average.restore(Optional.empty(), 0);
    assertThat(average.mean()).isEmpty();
    average.add(row(PASSED[3]), 0.6, 2);
    average.add(row(PASSED[3]), 0.8, 2);
    assertThat(mean(average)).containsExactly(-2, 2);
  }

  /** Training goes on with the array that it was given. */
  @Test
  void keepsACopy() {
    WeightAverage average = average(WeightAveraging.SWA, 0, 1);
    INDArray weights = row(PASSED[0]);
    average.add(weights, 0.5, 1);
    weights.assign(9);
    assertThat(mean(average)).containsExactly(1, -4);
    average.add(weights, 0.6, 1);
    assertThat(weights.data().asFloat()).containsExactly(9, 9);
  }

  private static double[] mean(WeightAverage average) {
    return average.mean().orElseThrow().dup().data().asDouble();
  }

  private static WeightAverage average(WeightAveraging kind, double from, double halfLife) {
    return new WeightAverage(new FinishSettings(0, Keep.LAST, kind, from, halfLife, false));
  }

  private static INDArray row(float... values) {
    return Nd4j.create(values, new long[] {1, values.length}, 'c');
  }
}
