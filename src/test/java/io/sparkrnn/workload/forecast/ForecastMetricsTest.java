package io.sparkrnn.workload.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.forecast.ForecastSettings.Scaling;
import io.sparkrnn.workload.forecast.ForecastSettings.Target;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Values computed by hand. */
class ForecastMetricsTest {

  private static final Offset<Double> CLOSE = within(1e-6);

  private static final WindowTransform AS_IT_IS =
      new WindowTransform(1, 1, 0, Target.VALUE, Scaling.NONE, false);

  /** An example whose numbers x stand for 10 + 2 x. */
  private static Example example(
      long index, int series, int step, float last, float[] truth, float[] old) {
    return new Example(
        index,
        new float[1],
        new float[] {truth[0]},
        Optional.of(
            new ForecastTargets(new ColumnScale(10, 2), 4, series, step, last, truth, old)));
  }

  /** Windows of one step as they are, without a linear model. */
  private static ForecastTestMetrics metrics(int horizon, int season) {
    return new ForecastTestMetrics(horizon, season, AS_IT_IS, Optional.empty());
  }

  private static ForecastTestMetrics two(int season) {
    ForecastTestMetrics metrics = metrics(2, season);
    metrics.add(example(0, 0, 8, 0, new float[] {1, 2}, new float[] {3, 3}), new float[] {2, 2});
    metrics.add(
        example(1, 0, 9, 1, new float[] {2, Float.NaN}, new float[] {3, Float.NaN}),
        new float[] {5, 9});
    return metrics;
  }

  @Test
  void scoresAreOfOneStepInTheSeriesOwnUnit() {
    Scores scores = two(3).scores();

    // Errors of the network 2 and 6, of the last value 2 and 2, of the season before 4 and 2.
    assertThat(scores.value("mae")).isCloseTo(4, CLOSE);
    assertThat(scores.value("rmse")).isCloseTo(Math.sqrt(20), CLOSE);
    assertThat(scores.value("mase")).isCloseTo(1, CLOSE);
    assertThat(scores.value("smape"))
        .isCloseTo((200.0 * 2 / (12 + 14) + 200.0 * 6 / (14 + 20)) / 2, CLOSE);
    assertThat(scores.value("naive_mae")).isCloseTo(2, CLOSE);
    assertThat(scores.value("naive_rmse")).isCloseTo(2, CLOSE);
    assertThat(scores.value("naive_mase")).isCloseTo(0.5, CLOSE);
    assertThat(scores.value("seasonal_naive_mae")).isCloseTo(3, CLOSE);
    assertThat(scores.value("seasonal_naive_mase")).isCloseTo(0.75, CLOSE);
    assertThat(scores.all().get(0).name()).isEqualTo("mase");
    assertThat(two(1).scores().has("seasonal_naive_mase")).isFalse();
  }

  /** The linear model takes half of the step before, the first one of which is 0. */
  @Test
  void aLinearModelStandsBesideTheNaiveForecasts() {
    LinearForecast half = new LinearForecast(1, 1, new float[][] {{0.5f}}, new float[] {1});
    ForecastTestMetrics metrics = new ForecastTestMetrics(2, 3, AS_IT_IS, Optional.of(half));
    metrics.add(example(0, 0, 8, 0, new float[] {1, 2}, new float[] {3, 3}), new float[] {2, 2});
    ForecastTestMetrics joined = new ForecastTestMetrics(2, 3, AS_IT_IS, Optional.of(half));
    joined.merge(metrics);

    // It predicts 1 and 1.5 on the example's scale, that is 12 and 13; true are 12 and 14.
    assertThat(joined.scores().value("linear_mae")).isCloseTo(0, CLOSE);
    Figure.Table ahead = (Figure.Table) joined.figures().get(1);
    assertThat(ahead.header())
        .containsExactly(
            "Steps ahead", "Forecasts", "Network", "Linear baseline", "Last value", "3 steps ago");
    assertThat(ahead.rows().get(1)).containsExactly("2", "1", "0.000", "0.250", "1.000", "0.500");
    assertThat(((Figure.Table) joined.figures().get(0)).rows())
        .extracting(row -> row.get(0))
        .containsExactly("network", "linear baseline", "last value", "3 steps ago");
    assertThat(two(3).scores().has("linear_mase")).isFalse();
  }

  @Test
  void errorsByHorizonCountWhatThereIs() {
    Figure.Table table =
        (Figure.Table)
            two(3).figures().stream()
                .filter(one -> one.title().equals("Several steps ahead"))
                .findFirst()
                .orElseThrow();

    assertThat(table.rows().get(0)).containsExactly("1", "2", "1.000", "0.500", "0.750");
    // Only the first example has a second step: truth 14, forecast 14, last value 10, season 16.
    assertThat(table.rows().get(1)).containsExactly("2", "1", "0.000", "1.000", "0.500");
  }

  /** A series may have millions of steps, in any order and in many parts. */
  @Test
  void ofALongSeriesTheEarliestForecastsAreKept() {
    int kept = ForecastTestMetrics.STEPS_KEPT;
    ForecastTestMetrics joined = metrics(1, 1);
    float[] one = {1};
    for (int part = 0; part < 3; part++) {
      ForecastTestMetrics metrics = metrics(1, 1);
      for (int step = 20 * kept - 1; step >= 0; step--) {
        if (step % 3 == part) {
          metrics.add(example(step, step % 2, step, 0, one, one), one);
        }
      }
      joined.merge(metrics);
    }

    assertThat(joined.count()).isEqualTo(20 * kept);
    for (int series = 0; series < 2; series++) {
      int first = series;
      assertThat(joined.ofSeries(series))
          .extracting(shown -> shown.outlook().step())
          .containsExactlyElementsOf(
              IntStream.range(0, kept).map(i -> first + 2 * i).boxed().toList());
    }
  }

  @Test
  void partsAreJoined() {
    ForecastTestMetrics joined = metrics(2, 3);
    joined.merge(two(3));
    joined.merge(two(3));

    assertThat(joined.count()).isEqualTo(4);
    assertThat(joined.scores().value("rmse")).isCloseTo(Math.sqrt(20), CLOSE);
    assertThat(joined.ofSeries(0))
        .extracting(one -> one.outlook().step())
        .containsExactly(8, 8, 9, 9);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> joined.merge(new ForecastEpochMetrics()))
        .withMessageContaining("cannot merge");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> joined.add(0, new float[9], new float[2]))
        .withMessageContaining("example 0 has no metadata");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> joined.add(example(0, 0, 8, 0, new float[1], new float[1]), new float[1]))
        .withMessageContaining("example 0 has 1 steps and 1 forecasts, expected 2");
  }

  @Test
  void aSeriesWithoutScaleHasNoMase() {
    ForecastErrors errors = new ForecastErrors();
    errors.add(0, 0, Double.NaN);
    errors.add(1, 2, Double.NaN);

    assertThat(errors.mase()).isNaN();
    assertThat(errors.mae()).isEqualTo(0.5);
    assertThat(errors.smape()).isCloseTo(100.0 / 3, CLOSE);
  }

  @Test
  void anEpochIsJudgedOnTheNetworksScale() {
    ForecastEpochMetrics metrics = new ForecastEpochMetrics();
    metrics.add(0, new float[] {1, 2, 77}, new float[] {2, 4});
    metrics.add(1, new float[] {0, 0, 77}, new float[] {3, 0});

    assertThat(metrics.scores().all().get(0).name()).isEqualTo("loss");
    assertThat(metrics.scores().value("loss")).isEqualTo((2.5 + 4.5) / 2);
    assertThat(metrics.scores().value("scaled_mae")).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metrics.add(2, new float[1], new float[2]));
    assertThatIllegalArgumentException().isThrownBy(() -> metrics.merge(metrics(1, 1)));
  }
}
