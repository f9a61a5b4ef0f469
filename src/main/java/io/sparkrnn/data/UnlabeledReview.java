package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

/**
 * Unlabeled review.
 *
 * @param origin file or archive entry that the review was read from
 * @param row number of the row within its origin, from 1
 * @param text the unmodified review, including markup
 */
public record UnlabeledReview(String origin, long row, String text) implements SourceRow {

  public UnlabeledReview {
    requireNonNull(origin, "origin is null");
    requireNonNull(text, "text is null");
  }
}
