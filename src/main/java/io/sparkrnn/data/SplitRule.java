package io.sparkrnn.data;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Says which part of the data set a table's review belongs to. */
sealed interface SplitRule extends Serializable {

  Split of(String text);

  /** Whether a review can belong to the training part. */
  boolean holdsTraining();

  /** All reviews of a file or folder belong to one part. */
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
   * A fraction of the reviews is held out for testing, chosen by the text alone: the first 53 bits
   * of its SHA-256, read as a number in [0, 1), are below the fraction. So the choice needs no
   * seed, does not move when rows are added or reordered, and keeps copies of a text on one side.
   */
  record HeldOut(double fraction) implements SplitRule {

    @Override
    public Split of(String text) {
      byte[] digest = Fingerprint.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
      double position = (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1.0p-53;
      return position < fraction ? Split.TEST : Split.TRAIN;
    }

    @Override
    public boolean holdsTraining() {
      return true;
    }
  }
}
