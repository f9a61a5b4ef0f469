package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Where a value stands in time.
 *
 * @param at seconds since 1970 (UTC) for a calendar's, else the number itself
 */
public record Moment(Kind kind, double at) implements Serializable {

  /** What times of a table are. */
  public enum Kind {
    /** The table has no times; a value stands where its row does. */
    ROW,
    NUMBER,
    CALENDAR
  }

  public Moment {
    requireNonNull(kind, "kind is null");
  }
}
