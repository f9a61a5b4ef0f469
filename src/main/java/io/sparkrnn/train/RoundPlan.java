package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings;
import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.config.FinishSettings.WeightAveraging;
import io.sparkrnn.config.TrainingSettings;
import java.io.Serializable;

/**
 * Division of an epoch into averaging rounds. Every shard spreads its minibatches evenly over the
 * rounds, so that no replica is averaged after a round in which it had far fewer minibatches than
 * the others.
 *
 * @param batchSize examples in a minibatch; the last minibatch of a shard may be shorter
 * @param rounds number of averaging rounds in an epoch
 */
public record RoundPlan(int batchSize, int rounds) implements Serializable {

  /** Returns the plan of {@code epoch}, counted from 1. */
  static RoundPlan of(TrainingSettings settings, Shards shards, int epoch) {
    AveragingSettings averaging = settings.averaging();
    long largest = shards.size(0);
    int batchSize = settings.batchSize();
    if (shards.count() == 1 && !hasRoundsAlone(settings)) {
      return new RoundPlan(batchSize, 1);
    }
    if (averaging.strategy() == Strategy.SCHEDULE) {
      return of(largest, batchSize, scheduled(settings, largest, epoch));
    }
    return of(largest, batchSize, averaging.everyBatches(), averaging.perEpoch());
  }

  /**
   * Returns the plan for shards of at most {@code largestShard} examples.
   *
   * @param everyBatches largest number of minibatches in a round; 0: {@code perEpoch} decides
   * @param perEpoch number of rounds in an epoch, unless there are fewer minibatches
   */
  public static RoundPlan of(long largestShard, int batchSize, int everyBatches, int perEpoch) {
    return everyBatches > 0
        ? of(largestShard, batchSize, everyBatches)
        : new RoundPlan(
            batchSize, Math.max(1, Math.min(perEpoch, batches(largestShard, batchSize))));
  }

  /**
   * Returns the plan for shards of at most {@code largestShard} examples.
   *
   * @param everyBatches largest number of minibatches in a round; 0: one round per epoch
   */
  static RoundPlan of(long largestShard, int batchSize, int everyBatches) {
    int batches = batches(largestShard, batchSize);
    // Rounded up; adding everyBatches to the numerator would overflow for very large values.
    int rounds = everyBatches == 0 || batches == 0 ? 1 : (batches - 1) / everyBatches + 1;
    return new RoundPlan(batchSize, rounds);
  }

  /**
   * Whether a single replica is trained in rounds: its mean is the replica itself, so that they
   * have an effect only if more is done after them than averaging.
   */
  public static boolean hasRoundsAlone(TrainingSettings settings) {
    return settings.averaging().strategy() == Strategy.MOMENTUM
        || settings.finish().weightAveraging() != WeightAveraging.NONE;
  }

  /**
   * Returns the averaging period of an epoch, in minibatches. It changes geometrically from that of
   * the first epoch to that of the last.
   */
  private static int scheduled(TrainingSettings settings, long largestShard, int epoch) {
    int whole = Math.max(1, batches(largestShard, settings.batchSize()));
    double first = periodWithin(settings.averaging().everyBatches(), whole);
    double last = periodWithin(settings.averaging().lastEveryBatches(), whole);
    double progress = settings.epochs() == 1 ? 0 : (epoch - 1.0) / (settings.epochs() - 1);
    return (int) Math.round(first * Math.pow(last / first, progress));
  }

  /** Returns the averaging period; 0, or a period longer than the epoch, means the whole epoch. */
  private static int periodWithin(int every, int whole) {
    return every == 0 ? whole : Math.min(every, whole);
  }

  /** Returns the number of minibatches of a shard of {@code shardSize} examples. */
  int batches(long shardSize) {
    return batches(shardSize, batchSize);
  }

  /**
   * Returns the first minibatch of a round, counted from 0; for {@code round == rounds}, the number
   * of minibatches of the shard.
   */
  int firstBatch(long shardSize, int round) {
    return (int) ((long) batches(shardSize) * round / rounds);
  }

  private static int batches(long shardSize, int batchSize) {
    return Math.toIntExact((shardSize + batchSize - 1) / batchSize);
  }
}
