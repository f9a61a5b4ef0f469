package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

/**
 * Input row that could not be parsed as a review or a measurement.
 *
 * @param origin file or archive entry that the row was read from
 * @param row number of the row within its origin, from 1; {@link #UNNUMBERED}: the origin names it
 * @param reason what is wrong and what was expected
 */
public record BadRow(String origin, long row, String reason) implements SourceRow {

  /** Number of a row whose origin identifies it. */
  public static final long UNNUMBERED = 0;

  public BadRow {
    requireNonNull(origin, "origin is null");
    requireNonNull(reason, "reason is null");
  }
}
