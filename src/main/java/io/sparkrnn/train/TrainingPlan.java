package io.sparkrnn.train;

import io.sparkrnn.nn.Horizon;

/**
 * What training will do, known before it starts.
 *
 * @param epochs passes over the training examples
 * @param replicas networks trained side by side
 * @param trainingExamples in each epoch
 * @param validationExamples after each epoch
 * @param batchesPerEpoch minibatches of the largest shard
 * @param averagingsPerEpoch rounds
 */
public record TrainingPlan(
    int epochs,
    int replicas,
    long trainingExamples,
    long validationExamples,
    int batchesPerEpoch,
    int averagingsPerEpoch) {

  /** How far the training goes. */
  public Horizon horizon() {
    return new Horizon(
        Math.multiplyExact(epochs, batchesPerEpoch), (double) trainingExamples / batchesPerEpoch);
  }
}
