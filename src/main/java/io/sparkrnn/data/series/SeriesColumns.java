package io.sparkrnn.data.series;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Column names of a table of time series. An empty name means that there is no such column.
 *
 * @param value column of the values to forecast
 * @param time column of the timestamps; without it, rows are successive, equidistant time steps
 * @param timeFormat a pattern of {@link java.time.format.DateTimeFormatter}; empty: numbers and ISO
 *     8601
 * @param series column of the names of the series; without it, all rows belong to one series
 * @param features columns of further numbers at each time step
 */
public record SeriesColumns(
    String value, String time, String timeFormat, String series, List<String> features)
    implements Serializable {

  public SeriesColumns {
    requireNonNull(value, "value is null");
    requireNonNull(time, "time is null");
    requireNonNull(timeFormat, "timeFormat is null");
    requireNonNull(series, "series is null");
    features = List.copyOf(features);
  }

  /** Names of the numeric columns: the value, then the features. */
  public List<String> numbers() {
    return Stream.concat(Stream.of(value), features.stream()).toList();
  }

  /** Names of all columns that are read: the numeric columns, then time and series if present. */
  List<String> all() {
    return Stream.concat(numbers().stream(), Stream.of(time, series).filter(SeriesColumns::isNamed))
        .toList();
  }

  /** Whether there is a column of timestamps. */
  boolean hasTime() {
    return isNamed(time);
  }

  /** Whether there is a column of series names. */
  boolean hasSeries() {
    return isNamed(series);
  }

  private static boolean isNamed(String column) {
    return !column.isEmpty();
  }

  /** Returns a column that is used twice, or empty if all columns are distinct. */
  Optional<String> namedTwice() {
    HashSet<String> seen = new HashSet<>();
    return all().stream().filter(name -> !seen.add(name)).findFirst();
  }
}
