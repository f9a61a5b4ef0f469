package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Fits the linear model of series on the executors, in one pass over their windows. The driver gets
 * the sums of {@value #GROUPS} groups of series at most, each in the order of the series' numbers,
 * so that the result does not depend on how Spark partitioned the data.
 *
 * @param examples cuts series into windows
 * @param lags number of last steps that the model reads of each column
 */
record LinearForecastFitter(SeriesExamples examples, int lags) implements Serializable {

  /** Most inputs of the model, whose products are kept: 2 MB for each group and split. */
  private static final int MOST_INPUTS = 512;

  private static final int GROUPS = 16;

  /** Returns the fitter; empty if even a single step has more numbers than the model can read. */
  static Optional<LinearForecastFitter> of(SeriesExamples examples) {
    WindowTransform transform = examples.transform();
    int lags = Math.min(transform.window(), MOST_INPUTS / transform.columns());
    return lags == 0 ? Optional.empty() : Optional.of(new LinearForecastFitter(examples, lags));
  }

  /** Sums of the training split and of the validation split. */
  private record Sums(LagSums training, LagSums validation) implements Serializable {}

  /**
   * Fits the model; empty if there is nothing to fit it to.
   *
   * @param series the series that are used
   * @param refit whether the model is finally fitted to training and validation split
   */
  Optional<LinearForecast> fit(
      JavaRDD<Series> series,
      Broadcast<Map<String, SeriesSplits>> parts,
      Broadcast<Map<String, List<ColumnScale>>> scales,
      boolean refit) {
    LinearForecastFitter self = this;
    int count = parts.value().size();
    LagSums training = none();
    LagSums validation = none();
    for (Sums sums :
        series
            .mapToPair(one -> new Tuple2<>(parts.value().get(one.name()).series(), one))
            .repartitionAndSortWithinPartitions(new NumberPartitioner(count))
            .mapPartitions(
                group -> List.of(self.sums(group, parts.value(), scales.value())).iterator())
            .collect()) {
      training = training.plus(sums.training());
      validation = validation.plus(sums.validation());
    }
    return RidgeRegression.choose(lags, training, validation, refit);
  }

  private LagSums none() {
    int columns = examples.transform().columns();
    return new LagSums(columns * lags, columns);
  }

  private Sums sums(
      Iterator<Tuple2<Integer, Series>> group,
      Map<String, SeriesSplits> parts,
      Map<String, List<ColumnScale>> scales) {
    Sums sums = new Sums(none(), none());
    while (group.hasNext()) {
      Series series = group.next()._2();
      SeriesSplits splits = parts.get(series.name());
      Iterator<Tuple2<Long, Example>> windows =
          examples.training(series, splits, scales.get(series.name()));
      for (int window = 0; windows.hasNext(); window++) {
        Example example = windows.next()._2();
        (window < splits.trainWindows() ? sums.training() : sums.validation())
            .add(
                LinearForecast.lags(examples.transform().apply(example.features()), lags),
                example.targets());
      }
    }
    return sums;
  }

  /** Divides the numbers 0 .. count-1 into groups of neighbors. */
  private static final class NumberPartitioner extends Partitioner {

    private static final long serialVersionUID = 1L;

    private final int count;

    NumberPartitioner(int count) {
      this.count = count;
    }

    @Override
    public int numPartitions() {
      return Math.min(GROUPS, count);
    }

    @Override
    public int getPartition(Object number) {
      return (int) ((long) (Integer) number * numPartitions() / count);
    }
  }
}
