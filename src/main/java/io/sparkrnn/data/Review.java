package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

/**
 * Labeled review.
 *
 * @param split split that the review belongs to
 * @param origin file or archive entry that the review was read from
 * @param row number of the row within its origin, from 1
 * @param label 1 for a positive review, 0 for a negative one
 * @param text the unmodified review, including markup
 */
public record Review(Split split, String origin, long row, int label, String text)
    implements SourceRow {

  public Review {
    requireNonNull(split, "split is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(text, "text is null");
    if (label != 0 && label != 1) {
      throw new IllegalArgumentException("label is " + label + ", expected 0 or 1");
    }
  }
}
