package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

/**
 * A review that nobody has judged.
 *
 * @param origin the file, or archive entry, it was read from
 * @param row the row within the origin, from 1
 * @param text the review as it was written, markup included
 */
public record UnlabelledReview(String origin, long row, String text) implements SourceRow {

  public UnlabelledReview {
    requireNonNull(origin, "origin is null");
    requireNonNull(text, "text is null");
  }
}
