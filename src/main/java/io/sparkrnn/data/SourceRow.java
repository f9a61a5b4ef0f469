package io.sparkrnn.data;

import java.io.Serializable;

/**
 * What a source makes of one row of its input: a review, a measurement, or why it could not be one.
 */
public sealed interface SourceRow extends Serializable
    permits Review, UnlabelledReview, Measurement, BadRow {

  /** The file, or the archive and the entry in it, that the row comes from. */
  String origin();

  /** The row within its origin, counted from 1; 1 where the origin holds one review only. */
  long row();
}
