package io.sparkrnn.train;

import java.io.Serializable;

/**
 * How an epoch is cut into rounds, each ended by an averaging. Every shard spreads its minibatches
 * evenly over the rounds, so that no replica is averaged after a round in which it saw next to
 * nothing.
 *
 * @param batchSize examples a minibatch; the last one of a shard may be shorter
 * @param rounds averagings in an epoch
 */
record RoundPlan(int batchSize, int rounds) implements Serializable {

  /**
   * The plan for shards of at most {@code largestShard} examples.
   *
   * @param everyBatches minibatches between averagings, at most; 0: one round an epoch
   */
  static RoundPlan of(long largestShard, int batchSize, int everyBatches) {
    int batches = batches(largestShard, batchSize);
    // Rounded up; a sum in the numerator would overflow where averaging is told to be very rare.
    int rounds = everyBatches == 0 || batches == 0 ? 1 : (batches - 1) / everyBatches + 1;
    return new RoundPlan(batchSize, rounds);
  }

  /** The plan of so many rounds, or of one for each minibatch if there are fewer of them. */
  static RoundPlan inRounds(long largestShard, int batchSize, int rounds) {
    int batches = batches(largestShard, batchSize);
    return new RoundPlan(batchSize, Math.max(1, Math.min(rounds, batches)));
  }

  /** Minibatches of a shard. */
  int batches(long shardSize) {
    return batches(shardSize, batchSize);
  }

  /** The first minibatch of a round; that of the round after the last is the number of all. */
  int firstBatch(long shardSize, int round) {
    return (int) ((long) batches(shardSize) * round / rounds);
  }

  private static int batches(long shardSize, int batchSize) {
    return Math.toIntExact((shardSize + batchSize - 1) / batchSize);
  }
}
