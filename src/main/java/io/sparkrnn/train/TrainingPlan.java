package io.sparkrnn.train;

import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.nn.TrainingLength;

/**
 * Size of a training, known before it begins.
 *
 * @param epochs number of passes over the training examples
 * @param replicas number of networks trained in parallel
 * @param trainingExamples number of examples in the training split
 * @param validationExamples number of examples in the validation split
 * @param batchesPerEpoch number of minibatches of the largest shard in an epoch
 * @param averagings number of averaging rounds in all epochs
 */
public record TrainingPlan(
    int epochs,
    int replicas,
    long trainingExamples,
    long validationExamples,
    int batchesPerEpoch,
    int averagings) {

  /** Returns the plan for these settings and shards. */
  static TrainingPlan of(TrainingSettings settings, Shards training, Shards validation) {
    int averagings = 0;
    for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
      averagings += RoundPlan.of(settings, training, epoch).rounds();
    }
    return new TrainingPlan(
        settings.epochs(),
        training.count(),
        training.examples(),
        validation.examples(),
        RoundPlan.of(settings, training, 1).batches(training.size(0)),
        averagings);
  }

  /** Returns the progress at {@code epoch}, counted from 1: 0 in the first epoch, 1 in the last. */
  double progress(int epoch) {
    return epochs == 1 ? 0 : (epoch - 1.0) / (epochs - 1);
  }

  /** Returns the training length, as one replica counts it. */
  public TrainingLength horizon() {
    return new TrainingLength(
        Math.multiplyExact(epochs, batchesPerEpoch),
        (double) trainingExamples / batchesPerEpoch,
        replicas);
  }
}
