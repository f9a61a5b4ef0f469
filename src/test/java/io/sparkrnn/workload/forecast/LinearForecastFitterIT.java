package io.sparkrnn.workload.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.forecast.ForecastSettings.Scaling;
import io.sparkrnn.workload.forecast.ForecastSettings.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** The linear model fitted by Spark, with any partitions, against the same sums in one loop. */
class LinearForecastFitterIT {

  private static final int WINDOW = 5;

  private static final SeriesExamples EXAMPLES =
      new SeriesExamples(
          new WindowTransform(WINDOW, 2, 0, Target.CHANGE, Scaling.STANDARD, true), 1, 1, WINDOW);

  private final List<Series> series = new ArrayList<>();
  private final Map<String, SeriesSplits> parts = new HashMap<>();
  private final Map<String, List<ColumnScale>> scales = new HashMap<>();

  LinearForecastFitterIT() {
    Random random = new Random(4);
    for (int number = 0; number < 40; number++) {
      String name = "series %02d".formatted(number);
      int length = 20 + random.nextInt(20);
      double[][] values = new double[length][2];
      for (int step = 1; step < length; step++) {
        values[step][0] = 0.7 * values[step - 1][0] + random.nextGaussian();
        values[step][1] = values[step - 1][0] + number;
      }
      series.add(new Series(name, values, TimeGrid.ofRows(), 0));
      int windows = length - 4 - WINDOW;
      parts.put(name, new SeriesSplits(number, windows, windows - 3, length - 4, length));
      scales.put(name, List.of(new ColumnScale(1, 2), ColumnScale.NONE));
    }
  }

  private Optional<LinearForecast> fit(List<Series> order, int partitions, boolean refit) {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(SparkForTests.session().sparkContext());
    return LinearForecastFitter.of(EXAMPLES)
        .orElseThrow()
        .fit(
            context.parallelize(order, partitions),
            context.broadcast(parts),
            context.broadcast(scales),
            refit);
  }

  @Test
  void partitionsAndTheirOrderDoNotMatter() {
    List<Series> shuffled = new ArrayList<>(series);
    Collections.shuffle(shuffled, new Random(5));

    LinearForecast one = fit(series, 1, true).orElseThrow();
    LinearForecast other = fit(shuffled, 7, true).orElseThrow();

    assertThat(other).usingRecursiveComparison().isEqualTo(one);
  }

  @Test
  void theSplitsAreThoseOfTheNetwork() {
    LagSums training = new LagSums(2 * WINDOW, 2);
    LagSums validation = new LagSums(2 * WINDOW, 2);
    for (Series one : series) {
      SeriesSplits splits = parts.get(one.name());
      Iterator<Tuple2<Long, Example>> windows =
          EXAMPLES.training(one, splits, scales.get(one.name()));
      for (int window = 0; windows.hasNext(); window++) {
        Example example = windows.next()._2();
        float[] inputs =
            LinearForecast.lags(EXAMPLES.transform().apply(example.features()), WINDOW);
        (window < splits.trainWindows() ? training : validation).add(inputs, example.targets());
      }
    }

    LinearForecast expected =
        RidgeRegression.choose(WINDOW, training, validation, false).orElseThrow();

    LinearForecast fitted = fit(series, 3, false).orElseThrow();
    assertThat(validation.count()).isEqualTo(3L * series.size());
    assertThat(fitted.strength()).isEqualTo(expected.strength());
    for (int column = 0; column < 2; column++) {
      assertThat(fitted.weights()[column])
          .containsExactly(expected.weights()[column], within(1e-5f));
    }
  }

  @Test
  void moreColumnsThanItCanReadGiveNoModel() {
    WindowTransform wide = new WindowTransform(3, 513, 0, Target.VALUE, Scaling.NONE, false);
    WindowTransform longer = new WindowTransform(1_000, 2, 0, Target.VALUE, Scaling.NONE, false);

    assertThat(LinearForecastFitter.of(new SeriesExamples(wide, 1, 1, 3))).isEmpty();
    assertThat(
            LinearForecastFitter.of(new SeriesExamples(longer, 1, 1, 1_000)).orElseThrow().lags())
        .isEqualTo(256);
  }
}
