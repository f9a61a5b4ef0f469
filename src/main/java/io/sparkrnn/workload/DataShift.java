package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

/**
 * How far the data has moved since a model was trained, in one respect.
 *
 * @param kind the respect
 * @param value from 0, not at all, to 1, as far as can be
 * @param text says it to a person
 */
public record DataShift(Kind kind, double value, String text) {

  /** What may move. */
  public enum Kind {
    /** How often labels occur. */
    LABELS,
    /** How long examples are. */
    LENGTHS,
    /** Which words are known. */
    WORDS
  }

  public DataShift {
    requireNonNull(kind, "kind is null");
    requireNonNull(text, "text is null");
  }
}
