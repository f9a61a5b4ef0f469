package io.sparkrnn.train;

import io.sparkrnn.config.TrainingSettings;

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

  /** The plan for shards of these settings. */
  static TrainingPlan of(TrainingSettings settings, Shards training, Shards validation) {
    RoundPlan rounds = rounds(settings, training);
    return new TrainingPlan(
        settings.epochs(),
        training.count(),
        training.examples(),
        validation.examples(),
        rounds.batches(training.size(0)),
        rounds.rounds());
  }

  /** How each epoch is cut into rounds. */
  static RoundPlan rounds(TrainingSettings settings, Shards shards) {
    return RoundPlan.of(shards.size(0), settings.batchSize(), settings.averageEveryBatches());
  }

  /** Minibatches that the busiest replica sees in the whole training. */
  public int batchesPerReplica() {
    return Math.multiplyExact(epochs, batchesPerEpoch);
  }
}
