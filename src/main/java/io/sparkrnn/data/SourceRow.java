package io.sparkrnn.data;

import java.io.Serializable;

/**
 * Result of reading one row of an input: a review, a measurement, or the reason why the row could
 * not be parsed.
 */
public sealed interface SourceRow extends Serializable
    permits Review, UnlabeledReview, Observation, BadRow {

  /** File or archive entry that the row was read from. */
  String origin();

  /** Number of the row within its origin, from 1; 1 if the origin holds a single review. */
  long row();
}
