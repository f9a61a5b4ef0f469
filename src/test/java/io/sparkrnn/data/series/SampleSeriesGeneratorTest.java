package io.sparkrnn.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.data.Observation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleSeriesGeneratorTest {

  private static List<Observation> rows(int series) {
    return SampleSeriesGenerator.rows(series).stream().map(Observation.class::cast).toList();
  }

  @Test
  void itIsTheSameEachTime() {
    for (int series = 0; series < SampleSeriesGenerator.SERIES; series++) {
      assertThat(rows(series)).isEqualTo(rows(series));
    }
  }

  @Test
  void aSeriesHasAllStepsAndRowsOfItsOwn() {
    assertThat(rows(7)).extracting(Observation::series).containsOnly("007-growth");
    assertThat(rows(7))
        .extracting(row -> (int) row.moment().at())
        .containsExactlyElementsOf(
            IntStream.range(0, SampleSeriesGenerator.LENGTH).boxed().toList());
    assertThat(rows(7).get(0).row()).isEqualTo(7 * SampleSeriesGenerator.LENGTH + 1);
    assertThat(rows(6).get(SampleSeriesGenerator.LENGTH - 1).row())
        .isEqualTo(7 * SampleSeriesGenerator.LENGTH);
  }

  @Test
  void noTwoSeriesAreAlike() {
    assertThat(
            IntStream.range(0, SampleSeriesGenerator.SERIES)
                .mapToObj(series -> rows(series).get(0).numbers())
                .distinct())
        .hasSize(SampleSeriesGenerator.SERIES);
  }

  /** A logistic map's next value is a parabola of its last one. */
  @Test
  void chaosFollowsItsMap() {
    double[] x = rows(2).stream().mapToDouble(row -> row.numbers().get(0)).toArray();
    double scale = 0;
    for (double value : x) {
      scale = Math.max(scale, value);
    }
    for (int step = 1; step < x.length; step++) {
      double before = x[step - 1] / scale;
      assertThat(x[step] / scale).isCloseTo(4 * before * (1 - before), within(0.2));
    }
  }
}
