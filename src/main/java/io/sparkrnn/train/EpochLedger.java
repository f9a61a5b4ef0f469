package io.sparkrnn.train;

import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.train.TrainingAccumulator.Key;
import io.sparkrnn.train.TrainingAccumulator.ShardRecord;
import java.util.List;
import java.util.Map;

/**
 * Ledger that shows whether an epoch used every training example exactly once: per shard, the
 * examples assigned to it and those that DL4J's worker was trained on.
 */
public record EpochLedger(int epoch, List<ShardEntry> shards) {

  /**
   * Ledger entry of one shard.
   *
   * @param given number of examples in the shard
   * @param used number of examples in the minibatches that the replica was trained on
   * @param complete whether each example of the shard was used exactly once, checked by a sum of
   *     hashed example indices
   */
  public record ShardEntry(int shard, long given, long used, boolean complete) {
    public long dropped() {
      return given - used;
    }
  }

  public EpochLedger {
    shards = List.copyOf(shards);
  }

  /**
   * Compares the records of an epoch with the shards.
   *
   * @param shards one per id, in the order of their ids
   */
  static EpochLedger of(int epoch, Map<Key, ShardRecord> records, List<AssignedShard> shards) {
    long[] used = new long[shards.size()];
    long[] sums = new long[shards.size()];
    records.forEach(
        (key, record) -> {
          if (key.epoch() == epoch) {
            used[key.shard()] += record.used();
            sums[key.shard()] += record.indexSum();
          }
        });
    return new EpochLedger(epoch, shards.stream().map(shard -> entry(shard, used, sums)).toList());
  }

  private static ShardEntry entry(AssignedShard shard, long[] used, long[] sums) {
    int id = shard.id();
    boolean complete = used[id] == shard.size() && sums[id] == shard.indexSum();
    return new ShardEntry(id, shard.size(), used[id], complete);
  }

  public long given() {
    return shards.stream().mapToLong(ShardEntry::given).sum();
  }

  public long used() {
    return shards.stream().mapToLong(ShardEntry::used).sum();
  }

  public long dropped() {
    return given() - used();
  }

  /** Whether every example of every shard was used exactly once. */
  public boolean complete() {
    return shards.stream().allMatch(ShardEntry::complete);
  }

  void requireComplete() {
    if (!complete()) {
      throw new TrainingFailedException(
          ("epoch %d did not use every training example exactly once: %d given, %d used;"
                  + " by shard: %s. This is a bug in the job, please report it")
              .formatted(epoch, given(), used(), shards));
    }
  }
}
