package io.sparkrnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AxisScaleTest {

  @Test
  void goesFromRoundTickToRoundTick() {
    assertThat(labels(AxisScale.around(DoubleStream.of(0.6131, 0.9189))))
        .containsExactly("0.6", "0.7", "0.8", "0.9", "1.0");
    assertThat(labels(AxisScale.around(DoubleStream.of(0, 1))))
        .containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(labels(AxisScale.around(DoubleStream.of(-30, 70))))
        .containsExactly("-40", "-20", "0", "20", "40", "60", "80");
  }

  @Test
  void makesRoomAroundOneValueAndAroundNone() {
    AxisScale one = AxisScale.around(DoubleStream.of(0.5));
    assertThat(one.position(0.5)).isBetween(0.4, 0.6);
    assertThat(labels(AxisScale.around(DoubleStream.empty()))).startsWith("0.0").endsWith("1.0");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 30, 100, 1000})
  void givesEpochsWholeTicksOnly(int epochs) {
    AxisScale scale = AxisScale.whole(DoubleStream.of(1, epochs));
    assertThat(scale.tickValues().boxed().toList())
        .hasSizeBetween(1, 11)
        .allSatisfy(tick -> assertThat(tick).isEqualTo(Math.rint(tick)).isBetween(1.0, 1000.0))
        .doesNotHaveDuplicates();
    assertThat(scale.position(1)).isPositive();
    assertThat(scale.position(epochs)).isLessThan(1);
  }

  @Test
  void numbersEveryEpochOfAShortHistory() {
    assertThat(labels(AxisScale.whole(DoubleStream.of(1, 5))))
        .containsExactly("1", "2", "3", "4", "5");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-12, 1e-6, 1, 1e6, 1e12, 1e300})
  void copesWithAnyMagnitude(double size) {
    AxisScale scale = AxisScale.around(DoubleStream.of(size, 3 * size));
    assertThat(scale.ticks()).isBetween(3, 8);
    assertThat(scale.position(2 * size)).isBetween(0.0, 1.0);
    assertThat(labels(scale))
        .doesNotHaveDuplicates()
        .allSatisfy(l -> assertThat(l).hasSizeBetween(1, 12));
  }

  private static List<String> labels(AxisScale scale) {
    return scale.tickValues().mapToObj(scale::label).toList();
  }
}
