package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

/**
 * A labelled review.
 *
 * @param split the part of the data set it belongs to
 * @param origin the file, or archive entry, it was read from
 * @param row the row within the origin, from 1
 * @param label 1 for a positive review, 0 for a negative one
 * @param text the review as it was written, markup included
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
