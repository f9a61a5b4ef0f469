package io.sparkrnn.workload.sentiment;

/**
 * A test example with its class, its predicted class and that one's probability.
 *
 * @param index the example's index in its split
 * @param truth index of its class
 * @param predicted index of the predicted class
 * @param probability probability of the predicted class
 */
record ClassifiedReview(long index, int truth, int predicted, float probability) {

  Verdict verdict() {
    return truth == predicted ? Verdict.RIGHT : Verdict.WRONG;
  }
}
