package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.forecast.ForecastSettings.Scaling;
import io.sparkrnn.workload.forecast.ForecastSettings.Scope;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Computes scales from the training split, never from later steps.
 *
 * @param columns names of the columns, the value first
 */
record ScaleFitter(ForecastSettings settings, List<String> columns) implements Serializable {

  /**
   * Statistics of a column.
   *
   * @param values statistics of its values
   * @param seen statistics of the network's inputs: the values or their differences
   */
  private record Known(RunningStatistics values, RunningStatistics seen) implements Serializable {

    static final Known NONE = new Known(RunningStatistics.NONE, RunningStatistics.NONE);

    Known plus(Known other) {
      return new Known(values.plus(other.values), seen.plus(other.seen));
    }
  }

  /**
   * Returns the scales of each series by name.
   *
   * @param given a model's scales; series that it has none for get computed ones
   */
  Map<String, List<ColumnScale>> ofEach(
      JavaRDD<Series> series,
      Broadcast<Map<String, SeriesSplits>> parts,
      Optional<ModelScales> given) {
    ScaleFitter self = this;
    int reach = settings.reach();
    Map<String, List<Known>> known =
        new TreeMap<>(
            series
                .mapToPair(
                    one ->
                        new Tuple2<>(
                            one.name(),
                            self.known(one, parts.value().get(one.name()).known(reach))))
                .collectAsMap());
    List<ColumnScale> common = settings.scope() == Scope.ALL ? common(known) : List.of();
    Map<String, List<ColumnScale>> scales = new HashMap<>();
    known.forEach(
        (name, of) ->
            scales.put(
                name,
                given
                    .flatMap(scale -> scale.of(name))
                    .orElseGet(() -> common.isEmpty() ? scales(of) : common)));
    return scales;
  }

  /** Returns scales computed from all steps of a series that the model was not trained with. */
  List<ColumnScale> ofWhole(Series series) {
    return scales(known(series, series.length()));
  }

  /** Returns the scales to store with the model. */
  ModelScales asset(Map<String, List<ColumnScale>> each) {
    return switch (settings.scope()) {
        // Windows are scaled by their own inputs, whatever scale their numbers are stored in.
      case WINDOW -> new ModelScales(columns, List.of(), Map.of());
      case SERIES -> new ModelScales(columns, List.of(), each);
      case ALL -> new ModelScales(columns, each.values().iterator().next(), Map.of());
    };
  }

  private List<ColumnScale> common(Map<String, List<Known>> known) {
    List<Known> all = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      Known sum = Known.NONE;
      for (List<Known> one : known.values()) {
        sum = sum.plus(one.get(column));
      }
      all.add(sum);
    }
    return scales(all);
  }

  private List<ColumnScale> scales(List<Known> known) {
    Scaling scaling = settings.scope() == Scope.WINDOW ? Scaling.STANDARD : settings.scaling();
    return known.stream().map(one -> ColumnScale.of(scaling, one.values(), one.seen())).toList();
  }

  private List<Known> known(Series series, int end) {
    List<Known> known = new ArrayList<>();
    int apart = settings.difference();
    for (int column = 0; column < columns.size(); column++) {
      RunningStatistics values = RunningStatistics.NONE;
      RunningStatistics seen = RunningStatistics.NONE;
      for (int step = 0; step < end; step++) {
        double number = series.values()[step][column];
        values = values.plus(number);
        if (apart == 0) {
          seen = seen.plus(number);
        } else if (step >= apart) {
          seen = seen.plus(number - series.values()[step - apart][column]);
        }
      }
      known.add(new Known(values, seen));
    }
    return known;
  }
}
