package io.sparkrnn.workload.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.forecast.ForecastSettings.Scaling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Moments, scales, and scales as they are stored. */
class ScalingTest {

  private static RunningStatistics of(double... numbers) {
    RunningStatistics moments = RunningStatistics.NONE;
    for (double number : numbers) {
      moments = moments.plus(number);
    }
    return moments;
  }

  @Test
  void momentsAreJoined() {
    RunningStatistics all = of(2, 4, 4, 4, 5, 5, 7, 9);
    RunningStatistics joined = of(2, 4, 4).plus(of(4, 5, 5, 7, 9));

    assertThat(all.mean()).isEqualTo(5);
    assertThat(all.deviation()).isCloseTo(2, within(1e-12));
    assertThat(joined.mean()).isCloseTo(5, within(1e-12));
    assertThat(joined.deviation()).isCloseTo(2, within(1e-12));
    assertThat(joined.min()).isEqualTo(2);
    assertThat(joined.max()).isEqualTo(9);
  }

  @Test
  void scalesBringNumbersWhereTheyShould() {
    RunningStatistics moments = of(2, 4, 4, 4, 5, 5, 7, 9);

    assertThat(ColumnScale.of(Scaling.STANDARD, moments).scaled(9)).isCloseTo(2, within(1e-12));
    assertThat(ColumnScale.of(Scaling.MIN_MAX, moments).scaled(9)).isEqualTo(1);
    assertThat(ColumnScale.of(Scaling.MIN_MAX, moments).scaled(2)).isZero();
    assertThat(ColumnScale.of(Scaling.NONE, moments).scaled(7)).isEqualTo(7);
    assertThat(ColumnScale.of(Scaling.STANDARD, moments).unscaled(2)).isCloseTo(9, within(1e-12));
  }

  @Test
  void aConstantBecomesZero() {
    assertThat(ColumnScale.of(Scaling.STANDARD, of(3, 3)).scaled(3)).isZero();
    assertThat(ColumnScale.of(Scaling.MIN_MAX, of(3, 3)).scaled(3)).isZero();
  }

  @Test
  void scalesAreStoredToTheLastDigit() {
    ModelScales scales =
        new ModelScales(
            List.of("y", "x"),
            List.of(),
            Map.of("a\"b", List.of(new ColumnScale(0.1, 1.0 / 3), new ColumnScale(-1e9, 2))));

    ModelScales read = ModelScales.in(List.of(scales.toAsset()));

    assertThat(read).isEqualTo(scales);
    assertThat(read.of("other")).isEmpty();
    assertThat(new ModelScales(List.of("y"), List.of(ColumnScale.NONE), Map.of()).of("any"))
        .contains(List.of(ColumnScale.NONE));
  }

  @Test
  void damagedOnesAreRefused() {
    assertThatThrownBy(() -> ModelScales.in(List.of()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("scaling.json");
    for (String text : List.of("{", "{\"columns\":[]}", "[]")) {
      assertThatThrownBy(() -> ModelScales.in(List.of(new Asset("scaling.json", text))))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("is damaged");
    }
  }
}
