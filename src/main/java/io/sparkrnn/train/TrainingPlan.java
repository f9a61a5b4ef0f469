package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings;
import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.config.FinishSettings.WeightAveraging;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.nn.Horizon;

/**
 * What training will do, known before it starts.
 *
 * @param epochs passes over the training examples
 * @param replicas networks trained side by side
 * @param trainingExamples in each epoch
 * @param validationExamples after each epoch
 * @param batchesPerEpoch minibatches of the largest shard
 * @param averagings rounds in all epochs together
 */
public record TrainingPlan(
    int epochs,
    int replicas,
    long trainingExamples,
    long validationExamples,
    int batchesPerEpoch,
    int averagings) {

  /** The plan for shards of these settings. */
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

  /** How an epoch, counted from 1, is cut into rounds. */
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

  /** The mean of one replica is the replica. */
  private static boolean nothingHappensBetweenRounds(TrainingSettings settings) {
    return settings.averaging().strategy() != Strategy.MOMENTUM
        && settings.finish().weightAveraging() == WeightAveraging.NONE;
  }

  /**
   * From the first epoch's period to the last one's, each epoch's the same multiple of the one
   * before.
   */
  private static int scheduled(TrainingSettings settings, long largestShard, int epoch) {
    int whole =
        Math.max(1, RoundPlan.of(largestShard, settings.batchSize(), 0).batches(largestShard));
    double first = periodWithin(settings.averaging().everyBatches(), whole);
    double last = periodWithin(settings.averaging().lastEveryBatches(), whole);
    double progress = settings.epochs() == 1 ? 0 : (epoch - 1.0) / (settings.epochs() - 1);
    return (int) Math.round(first * Math.pow(last / first, progress));
  }

  /** 0 stands for the whole epoch, and so does what is longer. */
  private static int periodWithin(int every, int whole) {
    return every == 0 ? whole : Math.min(every, whole);
  }

  /** How far an epoch, counted from 1, is on the way from the first, 0, to the last, 1. */
  double progress(int epoch) {
    return epochs == 1 ? 0 : (epoch - 1.0) / (epochs - 1);
  }

  /** How far the training goes. */
  public Horizon horizon() {
    return new Horizon(
        Math.multiplyExact(epochs, batchesPerEpoch),
        (double) trainingExamples / batchesPerEpoch,
        replicas);
  }
}
