package io.sparkrnn.train;

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

  /** Minibatches that the busiest replica sees in the whole training. */
  public int batchesPerReplica() {
    return Math.multiplyExact(epochs, batchesPerEpoch);
  }
}
