package io.sparkrnn.train;

import io.sparkrnn.workload.Metrics;
import java.io.Serializable;

/**
 * Record of one replica's work in one round.
 *
 * @param used number of examples in the minibatches that the replica was trained on
 * @param indexSum sum of the hashed indices of those examples; over an epoch it equals the shard's
 *     own sum if each example of the shard was used exactly once
 * @param metrics accumulated over the minibatches while training on them
 * @param nanos time for building the minibatches and training on them, in nanoseconds
 * @param place executor and host
 */
record ShardRecord(long used, long indexSum, Metrics metrics, long nanos, String place)
    implements Serializable {

  /** Returns the record with a minibatch added. */
  ShardRecord plus(TrainingAccumulator.Batch batch) {
    BatchTag tag = batch.tag();
    long sum = indexSum;
    for (long index : tag.indices()) {
      sum += mixed(index);
    }
    metrics.merge(batch.metrics());
    return new ShardRecord(
        used + tag.indices().length, sum, metrics, nanos + batch.nanos(), batch.place());
  }

  /** Hashes an index to 64 bits, so that sums over different sets of indices differ. */
  static long mixed(long index) {
    return Seeds.mix(index, 0);
  }
}
