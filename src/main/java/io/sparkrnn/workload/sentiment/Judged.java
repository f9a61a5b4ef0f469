package io.sparkrnn.workload.sentiment;

/**
 * One example and what the network said of it.
 *
 * @param index the example's index in its split
 * @param label 0 (negative) or 1 (positive)
 * @param probability of the label 1, in [0, 1]
 */
public record Judged(long index, int label, float probability) {

  public Judged {
    if (label != 0 && label != 1) {
      throw new IllegalArgumentException("label of example %d is %d".formatted(index, label));
    }
  }

  /** The label that the network chose: 1 if the probability is above one half, as Keras does. */
  public int predicted() {
    return BinaryPairs.isPositive(probability) ? 1 : 0;
  }

  public Verdict verdict() {
    return predicted() == label ? Verdict.RIGHT : Verdict.WRONG;
  }

  /** How far the probability is from undecided, in [0, 0.5]. */
  public double confidence() {
    return Math.abs(probability - 0.5);
  }
}
