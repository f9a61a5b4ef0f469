package io.sparkrnn.data.review;

import io.sparkrnn.data.Split;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Rule that assigns the reviews of a table to splits. */
sealed interface SplitRule extends Serializable {

  /**
   * Returns the split of a review.
   *
   * @param cell cell of {@link #column}; empty if there is no such column, or the cell is null
   */
  Split of(String text, Optional<String> cell);

  /** Expected fraction of test reviews; empty: unknown. */
  Optional<Double> testFraction();

  /** Column that the rule needs. */
  default Optional<String> column() {
    return Optional.empty();
  }

  /** Whether the rule can assign reviews to the training split. */
  boolean holdsTraining();

  /** Rule that assigns all reviews to one split. */
  record Whole(Split split) implements SplitRule {
    @Override
    public Split of(String text, Optional<String> cell) {
      return split;
    }

    @Override
    public Optional<Double> testFraction() {
      return Optional.of(split == Split.TEST ? 1.0 : 0.0);
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
    public Split of(String text, Optional<String> cell) {
      byte[] digest = DigestUtils.sha256(text);
      double position = (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1.0p-53;
      return position < fraction ? Split.TEST : Split.TRAIN;
    }

    @Override
    public Optional<Double> testFraction() {
      return Optional.of(fraction);
    }

    @Override
    public boolean holdsTraining() {
      return true;
    }
  }

  /**
   * Rule that a column decides.
   *
   * @param name the column
   * @param testValues cells that mean the test split, without surrounding white space
   */
  record ByColumn(String name, List<String> testValues) implements SplitRule {
    public ByColumn {
      testValues = List.copyOf(testValues);
    }

    @Override
    public Split of(String text, Optional<String> cell) {
      return testValues.contains(cell.orElse("").strip()) ? Split.TEST : Split.TRAIN;
    }

    @Override
    public Optional<Double> testFraction() {
      return Optional.empty();
    }

    @Override
    public Optional<String> column() {
      return Optional.of(name);
    }

    @Override
    public boolean holdsTraining() {
      return true;
    }
  }
}
