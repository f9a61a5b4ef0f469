package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings;
import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.config.FinishSettings.WeightAveraging;
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
      averagings += rounds(settings, training, epoch).rounds();
    }
    return new TrainingPlan(
        settings.epochs(),
        training.count(),
        training.examples(),
        validation.examples(),
        rounds(settings, training, 1).batches(training.size(0)),
        averagings);
  }

  /** Returns the division of {@code epoch}, counted from 1, into averaging rounds. */
  static RoundPlan rounds(TrainingSettings settings, Shards shards, int epoch) {
    AveragingSettings averaging = settings.averaging();
    long largest = shards.size(0);
    if (shards.count() == 1 && nothingHappensBetweenRounds(settings)) {
      return RoundPlan.inRounds(largest, settings.batchSize(), 1);
    }
    if (averaging.strategy() == Strategy.SCHEDULE) {
      return RoundPlan.of(largest, settings.batchSize(), scheduled(settings, largest, epoch));
    }
    return averaging.everyBatches() == 0
        ? RoundPlan.inRounds(largest, settings.batchSize(), averaging.perEpoch())
        : RoundPlan.of(largest, settings.batchSize(), averaging.everyBatches());
  }

  /** Whether rounds have no effect for a single replica, whose mean is the replica itself. */
  private static boolean nothingHappensBetweenRounds(TrainingSettings settings) {
    return settings.averaging().strategy() != Strategy.MOMENTUM
        && settings.finish().weightAveraging() == WeightAveraging.NONE;
  }

  /**
   * Returns the averaging period of an epoch, in minibatches. It changes geometrically from that of
   * the first epoch to that of the last.
   */
  private static int scheduled(TrainingSettings settings, long largestShard, int epoch) {
    int whole =
        Math.max(1, RoundPlan.of(largestShard, settings.batchSize(), 0).batches(largestShard));
    double first = periodWithin(settings.averaging().everyBatches(), whole);
    double last = periodWithin(settings.averaging().lastEveryBatches(), whole);
    double progress = settings.epochs() == 1 ? 0 : (epoch - 1.0) / (settings.epochs() - 1);
    return (int) Math.round(first * Math.pow(last / first, progress));
  }

  /** Returns the averaging period; 0, or a period longer than the epoch, means the whole epoch. */
  private static int periodWithin(int every, int whole) {
    return every == 0 ? whole : Math.min(every, whole);
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
