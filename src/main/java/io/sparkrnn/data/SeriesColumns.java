package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which columns of a table hold series. An empty name stands for no column.
 *
 * @param value what is to be predicted
 * @param time when; without it rows stand in their order, at equal distances
 * @param timeFormat a pattern of {@link java.time.format.DateTimeFormatter}; empty: numbers and ISO
 *     8601
 * @param series the name of the series that a row belongs to; without it all rows are of one
 * @param features further numbers of the same step
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

  /** The columns of numbers, the value first. */
  public List<String> numbers() {
    return Stream.concat(Stream.of(value), features.stream()).toList();
  }

  /** All columns that are read: numbers, then time and series where there are any. */
  List<String> all() {
    return Stream.concat(numbers().stream(), Stream.of(time, series).filter(SeriesColumns::isNamed))
        .toList();
  }

  boolean hasTime() {
    return isNamed(time);
  }

  boolean hasSeries() {
    return isNamed(series);
  }

  private static boolean isNamed(String column) {
    return !column.isEmpty();
  }

  /** A column that is named for two things; empty if there is none. */
  Optional<String> namedTwice() {
    HashSet<String> seen = new HashSet<>();
    return all().stream().filter(name -> !seen.add(name)).findFirst();
  }
}
