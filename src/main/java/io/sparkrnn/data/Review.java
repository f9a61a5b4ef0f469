package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

/**
 * Labeled review.
 *
 * @param split split that the review belongs to
 * @param origin file or archive entry that the review was read from
 * @param row number of the row within its origin, from 1
 * @param label name of the class; of two classes, {@code 1} for a positive review and {@code 0} for
 *     a negative one
 * @param text the unmodified review, including markup
 */
public record Review(Split split, String origin, long row, String label, String text)
    implements SourceRow {

  public Review {
    requireNonNull(split, "split is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(label, "label is null");
    requireNonNull(text, "text is null");
  }

  /**
   * A positive or negative review.
   *
   * @param label 1 for a positive review, 0 for a negative one
   */
  public Review(Split split, String origin, long row, int label, String text) {
    this(split, origin, row, Integer.toString(label), text);
    if (label != 0 && label != 1) {
      throw new IllegalArgumentException("label is " + label + ", expected 0 or 1");
    }
  }
}
