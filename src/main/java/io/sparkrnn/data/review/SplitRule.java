package io.sparkrnn.data.review;

import io.sparkrnn.data.Split;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.commons.codec.digest.DigestUtils;

/** Rule that assigns the reviews of a table to splits. */
sealed interface SplitRule extends Serializable {

  /** Returns the split of a review. */
  Split of(String text);

  /** Whether the rule can assign reviews to the training split. */
  boolean holdsTraining();

  /** Rule that assigns all reviews to one split. */
  record Whole(Split split) implements SplitRule {
    @Override
    public Split of(String text) {
      return split;
    }

    @Override
    public boolean holdsTraining() {
      return split == Split.TRAIN;
    }
  }

  /**
   * Rule that holds out a fraction of the reviews for testing by a hash of their text: a review is
   * in the test split if the first 53 bits of its SHA-256, as a number in [0, 1), are below the
   * fraction. The choice needs no seed, does not change when rows are added or reordered, and puts
   * copies of a text into the same split.
   */
  record HeldOut(double fraction) implements SplitRule {

    @Override
    public Split of(String text) {
      byte[] digest = DigestUtils.sha256(text);
      double position = (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1.0p-53;
      return position < fraction ? Split.TEST : Split.TRAIN;
    }

    @Override
    public boolean holdsTraining() {
      return true;
    }
  }
}
