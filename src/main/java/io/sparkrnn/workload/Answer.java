package io.sparkrnn.workload;

/**
 * What a classifier answered to one example.
 *
 * @param index the example's index in its split
 * @param truth the class that it belongs to
 * @param given the class that the network chose
 */
public record Answer(long index, int truth, int given) {

  public boolean isRight() {
    return truth == given;
  }
}
