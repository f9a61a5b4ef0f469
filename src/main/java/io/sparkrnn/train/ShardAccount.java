package io.sparkrnn.train;

import io.sparkrnn.workload.Metrics;
import java.io.Serializable;

/**
 * What one replica did in one round.
 *
 * @param used examples in the minibatches that its network was fitted on
 * @param indexSum the sum of the mixed indices of those examples, equal to the shard's own sum if
 *     they are the shard's examples, each once
 * @param metrics over the minibatches as they were trained on
 * @param nanos that making and fitting the minibatches took
 * @param place the executor and its host
 */
record ShardAccount(long used, long indexSum, Metrics metrics, long nanos, String place)
    implements Serializable {

  /** Adds a minibatch. */
  ShardAccount plus(TrainingAccount.Batch batch) {
    BatchTag tag = batch.tag();
    long sum = indexSum;
    for (long index : tag.indices()) {
      sum += mixed(index);
    }
    metrics.merge(batch.metrics());
    return new ShardAccount(
        used + tag.indices().length, sum, metrics, nanos + batch.nanos(), batch.place());
  }

  /** An index spread over 64 bits, so that sums of different sets differ. */
  static long mixed(long index) {
    return Seeds.mix(index, 0);
  }
}
