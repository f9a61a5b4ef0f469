package io.sparkrnn.train;

import java.util.List;

/**
 * The proof that an epoch used every training example exactly once: what each shard was given and
 * what DL4J's worker really fitted.
 */
public record EpochLedger(int epoch, List<ShardEntry> shards) {

  /**
   * One shard's account.
   *
   * @param given examples that the shard holds
   * @param used examples in the minibatches that the replica's network was fitted on
   * @param complete whether the fitted examples are the shard's, each once, told by their indices
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
