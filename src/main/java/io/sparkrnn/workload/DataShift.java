package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

/**
 * A measure of the shift in distribution between a model's training data and new data.
 *
 * @param kind the property of the data that is compared
 * @param value the shift, from 0 (none) to 1 (complete)
 * @param text the shift in words, for logs and reports
 */
public record DataShift(Kind kind, double value, String text) {

  /** Properties of the data that may shift. */
  public enum Kind {
    /** Label frequencies. */
    LABELS,
    /** Lengths of examples. */
    LENGTHS,
    /** The vocabulary. */
    WORDS
  }

  public DataShift {
    requireNonNull(kind, "kind is null");
    requireNonNull(text, "text is null");
  }
}
