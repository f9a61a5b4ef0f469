package io.sparkrnn.workload;

/**
 * A classifier's prediction for one example.
 *
 * @param index the example's index in its split
 * @param truth index of the true class
 * @param given index of the predicted class
 */
public record ClassPrediction(long index, int truth, int given) {

  /** Whether the predicted class is the true one. */
  public boolean isRight() {
    return truth == given;
  }
}
