package io.sparkrnn.baseline;

import java.util.Arrays;

/**
 * Labeled bags of ids in the memory of one task.
 *
 * @param bags distinct ids of each example; the arrays are not copied
 * @param labels class of each example, from 0
 * @param ids number of ids: one more than the largest that counts; larger ones are left out
 * @param outputs number of a model's outputs: 1 for the probability of class 1 of two classes, else
 *     one for each class
 */
record BagExamples(int[][] bags, int[] labels, int ids, int outputs) {

  BagExamples {
    if (bags.length != labels.length) {
      throw new IllegalArgumentException(
          "%d bags have %d labels".formatted(bags.length, labels.length));
    }
  }

  int size() {
    return bags.length;
  }

  /** Whether an example's target of an output is 1. */
  boolean isTarget(int example, int output) {
    return labels[example] == (outputs == 1 ? 1 : output);
  }

  /** Returns the examples from position {@code from} to before position {@code to}. */
  BagExamples range(int from, int to) {
    return new BagExamples(
        Arrays.copyOfRange(bags, from, to), Arrays.copyOfRange(labels, from, to), ids, outputs);
  }
}
