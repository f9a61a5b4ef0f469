package io.sparkrnn.train;

import io.sparkrnn.blas.BlasInfo;
import io.sparkrnn.blas.BlasLibrary;
import io.sparkrnn.train.TrainingAccumulator.ShardRecord;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Facts about a shard, found on the executor that holds it.
 *
 * @param indexSum sum of the hashed indices of its examples
 * @param executor name of the executor, for people
 * @param blas BLAS library that the executor has loaded
 */
record AssignedShard(int id, long size, long indexSum, String executor, BlasInfo blas)
    implements Serializable {

  /** Computes the shards, which persists them on the executors, and returns one entry for each. */
  static List<AssignedShard> of(Shards shards) {
    return shards.flatMap(shard -> List.of(inspect(shard)).iterator()).collect();
  }

  private static AssignedShard inspect(Shard shard) {
    long sum = shard.blocks().mapToLong(AssignedShard::indexSum).sum();
    return new AssignedShard(
        shard.id(), shard.size(), sum, ExecutorName.present(), BlasLibrary.load());
  }

  private static long indexSum(ExampleBlock block) {
    return IntStream.range(0, block.size())
        .mapToLong(position -> ShardRecord.mixed(block.index(position)))
        .sum();
  }
}
