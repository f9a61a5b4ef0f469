package io.sparkrnn.train;

import java.util.List;

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
}
