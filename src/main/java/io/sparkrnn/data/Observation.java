package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Values of one time step of one series.
 *
 * @param origin file that the row was read from
 * @param row number of the row within its origin, from 1
 * @param series name of the series; empty if the table holds a single series
 * @param moment the timestamp
 * @param numbers the target value, then the features; NaN where a number is missing
 */
public record Observation(
    String origin, long row, String series, Timestamp moment, List<Double> numbers)
    implements SourceRow {

  public Observation {
    requireNonNull(origin, "origin is null");
    requireNonNull(series, "series is null");
    requireNonNull(moment, "moment is null");
    numbers = List.copyOf(numbers);
  }
}
