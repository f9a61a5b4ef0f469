package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One step of one series.
 *
 * @param origin the file that it was read from
 * @param row the row within the origin, from 1
 * @param series the name of its series; empty where a table holds one alone
 * @param numbers the value, then further columns; NaN where a number is missing
 */
public record Measurement(
    String origin, long row, String series, Moment moment, List<Double> numbers)
    implements SourceRow {

  public Measurement {
    requireNonNull(origin, "origin is null");
    requireNonNull(series, "series is null");
    requireNonNull(moment, "moment is null");
    numbers = List.copyOf(numbers);
  }
}
