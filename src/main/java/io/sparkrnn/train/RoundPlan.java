package io.sparkrnn.train;

import java.io.Serializable;

/**
 * Division of an epoch into averaging rounds. Every shard spreads its minibatches evenly over the
 * rounds, so that no replica is averaged after a round in which it had far fewer minibatches than
 * the others.
 *
 * @param batchSize examples in a minibatch; the last minibatch of a shard may be shorter
 * @param rounds number of averaging rounds in an epoch
 */
record RoundPlan(int batchSize, int rounds) implements Serializable {

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

  /** Returns the plan with {@code rounds} rounds, but at most one per minibatch. */
  static RoundPlan inRounds(long largestShard, int batchSize, int rounds) {
    int batches = batches(largestShard, batchSize);
    return new RoundPlan(batchSize, Math.max(1, Math.min(rounds, batches)));
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
