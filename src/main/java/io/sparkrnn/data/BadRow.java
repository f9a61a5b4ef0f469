package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

/**
 * A row that is not what is read: no labelled review, or no measurement.
 *
 * @param origin the file, or archive entry, it was read from
 * @param row the row within the origin, from 1
 * @param reason what was wrong and what was expected
 */
public record BadRow(String origin, long row, String reason) implements SourceRow {

  public BadRow {
    requireNonNull(origin, "origin is null");
    requireNonNull(reason, "reason is null");
  }
}
