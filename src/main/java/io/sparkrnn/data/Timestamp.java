package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Timestamp of a measurement.
 *
 * @param at seconds since 1970-01-01 UTC for {@link Kind#CALENDAR}, otherwise the number or the row
 */
public record Timestamp(Kind kind, double at) implements Serializable {

  /** Kinds of timestamps. */
  public enum Kind {
    /** The table has no time column; the number of the row is the timestamp. */
    ROW,
    /** The time column holds numbers. */
    NUMBER,
    /** The time column holds dates or times. */
    CALENDAR
  }

  public Timestamp {
    requireNonNull(kind, "kind is null");
  }
}
