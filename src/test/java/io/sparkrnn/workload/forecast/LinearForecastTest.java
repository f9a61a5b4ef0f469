package io.sparkrnn.workload.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.forecast.ForecastSettings.Scaling;
import io.sparkrnn.workload.forecast.ForecastSettings.Target;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ridge regression against closed forms, and the linear model as it predicts and is stored. */
class LinearForecastTest {

  /** Windows of two inputs whose target is 1 + 2 a - b. */
  private static LagSums exact(int windows) {
    LagSums sums = new LagSums(2, 1);
    Random random = new Random(1);
    for (int i = 0; i < windows; i++) {
      float a = random.nextFloat();
      float b = random.nextFloat();
      sums.add(new float[] {a, b}, new float[] {1 + 2 * a - b});
    }
    return sums;
  }

  private static LinearForecast fit(int lags, LagSums sums, double strength) {
    return RidgeRegression.fit(lags, sums, strength).orElseThrow();
  }

  @Test
  void withHardlyAnyPenaltyItIsLeastSquares() {
    LinearForecast model = fit(2, exact(100), 1e-7);

    assertThat(model.weights()[0]).containsExactly(new float[] {2, -1}, within(1e-4f));
    assertThat(model.intercepts()[0]).isCloseTo(1, within(1e-4f));
    assertThat(exact(50).meanSquaredError(model)).isCloseTo(0, within(1e-8));
  }

  /** One input, 1, 2, 3, 6: variance 3.5. Its covariance with 2, 2, 4, 8 is 4.5. */
  @Test
  void thePenaltyIsRelativeToTheVarianceAndSparesTheIntercept() {
    LagSums sums = new LagSums(1, 1);
    float[] inputs = {1, 2, 3, 6};
    float[] targets = {2, 2, 4, 8};
    for (int i = 0; i < inputs.length; i++) {
      sums.add(new float[] {inputs[i]}, new float[] {targets[i]});
    }

    LinearForecast model = fit(1, sums, 0.5);

    double weight = 4.5 / (3.5 * 1.5);
    assertThat(model.weights()[0][0]).isCloseTo((float) weight, within(1e-6f));
    assertThat(model.intercepts()[0]).isCloseTo((float) (4 - weight * 3), within(1e-6f));
    double error = 0;
    for (int i = 0; i < inputs.length; i++) {
      error +=
          Math.pow(targets[i] - model.intercepts()[0] - model.weights()[0][0] * inputs[i], 2) / 4;
    }
    assertThat(sums.meanSquaredError(model)).isCloseTo(error, within(1e-6));
  }

  /**
   * The coefficients of scikit-learn 1.9's {@code Ridge(alpha=4)}, whose alpha is not relative to
   * anything: 6 rows whose inputs have a variance of 2 / 3.
   */
  @Test
  void correlatedInputsShareTheirWeight() {
    LagSums sums = new LagSums(2, 1);
    float[][] rows = {{1, 1, 2}, {-1, -1, -2}, {1, 0, 1}, {-1, 0, -1}, {0, 1, 0}, {0, -1, 0}};
    for (float[] row : rows) {
      sums.add(new float[] {row[0], row[1]}, new float[] {row[2]});
    }

    LinearForecast model = fit(2, sums, 1);

    assertThat(model.weights()[0])
        .containsExactly(new float[] {0.66666667f, 0.33333333f}, within(1e-6f));
    assertThat(model.intercepts()[0]).isCloseTo(0, within(1e-7f));
  }

  @Test
  void itHasASolutionWithFewerWindowsThanLags() {
    LagSums sums = new LagSums(24, 1);
    Random random = new Random(2);
    for (int window = 0; window < 5; window++) {
      float[] input = new float[24];
      for (int lag = 0; lag < input.length; lag++) {
        input[lag] = random.nextFloat();
      }
      sums.add(input, new float[] {input[23]});
    }

    assertThat(sums.meanSquaredError(fit(24, sums, 1e-3))).isLessThan(1e-2);
  }

  @Test
  void thePenaltyIsChosenOnTheValidationSplit() {
    LagSums training = exact(40);
    LagSums noise = new LagSums(2, 1);
    Random random = new Random(3);
    for (int i = 0; i < 40; i++) {
      noise.add(
          new float[] {random.nextFloat(), random.nextFloat()}, new float[] {random.nextFloat()});
    }

    LinearForecast followed = RidgeRegression.choose(2, training, exact(10), false).orElseThrow();
    LinearForecast doubted = RidgeRegression.choose(2, training, noise, false).orElseThrow();
    LinearForecast unjudged =
        RidgeRegression.choose(2, training, new LagSums(2, 1), false).orElseThrow();

    assertThat(followed.strength()).isEqualTo(1e-7);
    assertThat(doubted.strength()).isGreaterThan(1);
    assertThat(unjudged.strength()).isEqualTo(0.01);
    assertThat(RidgeRegression.choose(2, training, noise, true).orElseThrow().weights()[0])
        .isEqualTo(fit(2, training.plus(noise), doubted.strength()).weights()[0]);
    assertThat(RidgeRegression.choose(2, new LagSums(2, 1), noise, false)).isEmpty();
  }

  @Test
  void ofInputsThatNeverChangeOnlyTheInterceptIsLearned() {
    LagSums sums = new LagSums(2, 1);
    sums.add(new float[] {3, 3}, new float[] {1});
    sums.add(new float[] {3, 3}, new float[] {2});

    assertThat(fit(2, sums, 1).weights()[0]).containsExactly(0, 0);
    assertThat(fit(2, sums, 1).intercepts()).containsExactly(1.5f);
  }

  /** Each step is the sum of the two before it: 1, 1, 2, 3, 5, 8, ... */
  @Test
  void predictionsAreFedBack() {
    WindowTransform transform = new WindowTransform(3, 1, 0, Target.VALUE, Scaling.NONE, false);
    LinearForecast fibonacci = new LinearForecast(2, 0, new float[][] {{1, 1}}, new float[] {0});

    assertThat(fibonacci.predict(transform, new float[] {1, 1, 2}, 4)).containsExactly(3, 5, 8, 13);
  }

  @Test
  void everyColumnIsPredicted() {
    WindowTransform transform = new WindowTransform(2, 2, 0, Target.CHANGE, Scaling.NONE, false);
    // The value grows by the other column's last step, which stays as it is.
    LinearForecast model =
        new LinearForecast(1, 0, new float[][] {{0, 1}, {0, 0}}, new float[] {0, 0});

    assertThat(model.predict(transform, new float[] {9, 9, 1, 10}, 3)).containsExactly(11, 21, 31);
  }

  @Test
  void itIsStoredToTheLastDigit() {
    LinearForecast model =
        new LinearForecast(2, 0.1, new float[][] {{0.1f, 1e-9f}}, new float[] {-1 / 3f});

    LinearForecast read = LinearForecast.in(List.of(model.toAsset())).orElseThrow();

    assertThat(read).usingRecursiveComparison().isEqualTo(model);
    assertThat(LinearForecast.in(List.of())).isEmpty();
    for (String text : List.of("{", "null", "{\"lags\":2,\"weights\":[],\"intercepts\":[1]}")) {
      assertThatThrownBy(() -> LinearForecast.in(List.of(new Asset("linear-model.json", text))))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("linear-model.json");
    }
  }
}
