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

/** Takes scales from what is learnt from, and from nothing later. */
record SeriesScales(ForecastSettings settings, List<String> columns) implements Serializable {

  /** Of a column: its values, and what the network sees of them. */
  private record Known(Moments values, Moments seen) implements Serializable {

    static final Known NONE = new Known(Moments.NONE, Moments.NONE);

    Known plus(Known other) {
      return new Known(values.plus(other.values), seen.plus(other.seen));
    }
  }

  /** The scales of each series: those given, else its own or those of all. */
  Map<String, List<ColumnScale>> ofEach(
      JavaRDD<Series> series, Broadcast<Map<String, Parts>> parts, Optional<Scales> given) {
    SeriesScales self = this;
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

  /** The scales of a series that no model knows, taken from all of it. */
  List<ColumnScale> ofWhole(Series series) {
    return scales(known(series, series.length()));
  }

  /** What is stored with the model. */
  Scales asset(Map<String, List<ColumnScale>> each) {
    return switch (settings.scope()) {
        // What the network sees of a window does not depend on the scale that it is kept in.
      case WINDOW -> new Scales(columns, List.of(), Map.of());
      case SERIES -> new Scales(columns, List.of(), each);
      case ALL -> new Scales(columns, each.values().iterator().next(), Map.of());
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
      Moments values = Moments.NONE;
      Moments seen = Moments.NONE;
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
