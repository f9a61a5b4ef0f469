package io.sparkrnn.workload.sentiment;

/**
 * A test example with its label and its predicted probability.
 *
 * @param index the example's index in its split
 * @param label 0 (negative) or 1 (positive)
 * @param probability predicted probability of the label 1, in [0, 1]
 */
public record ScoredReview(long index, int label, float probability) {

  public ScoredReview {
    if (label != 0 && label != 1) {
      throw new IllegalArgumentException(
          "label of example %d is %d, expected 0 or 1".formatted(index, label));
    }
  }

  /** Returns the predicted label: 1 if the probability is above 0.5, as in Keras. */
  public int predicted() {
    return BinaryOutputs.isPositive(probability) ? 1 : 0;
  }

  /** Returns whether the predicted label is right. */
  public Verdict verdict() {
    return predicted() == label ? Verdict.RIGHT : Verdict.WRONG;
  }

  /** Returns the distance of the probability from 0.5, in [0, 0.5]. */
  public double confidence() {
    return Math.abs(probability - 0.5);
  }
}
