package io.sparkrnn.train;

import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Carries every replica's account of a round to the driver. A shard's account replaces the one that
 * is there rather than adding to it, so a task that Spark ran twice is still counted once.
 *
 * <p>Spark's heartbeat looks at a task's accumulators and sends them while the task fills them,
 * hence the locks. One that fails ends all heartbeats of its executor.
 */
final class TrainingAccount
    extends AccumulatorV2<TrainingAccount.Batch, Map<TrainingAccount.Key, ShardAccount>> {

  private static final long serialVersionUID = 1L;

  /** A fitted minibatch, its metrics, and how long it took where. */
  record Batch(BatchTag tag, Metrics metrics, long nanos, String place)
      implements java.io.Serializable {}

  /** Orders accounts by round, then shard, which fixes the order in which sums are taken. */
  record Key(int epoch, int round, int shard) implements Comparable<Key>, java.io.Serializable {
    @Override
    public int compareTo(Key other) {
      int byEpoch = Integer.compare(epoch, other.epoch);
      int byRound = byEpoch != 0 ? byEpoch : Integer.compare(round, other.round);
      return byRound != 0 ? byRound : Integer.compare(shard, other.shard);
    }
  }

  private final MetricsFactory factory;
  private final TreeMap<Key, ShardAccount> accounts = new TreeMap<>();

  TrainingAccount(MetricsFactory factory) {
    this.factory = factory;
  }

  @Override
  public synchronized boolean isZero() {
    // A heartbeat can come between Spark's part of deserialisation and that of this class.
    return accounts == null || accounts.isEmpty();
  }

  @Override
  public synchronized TrainingAccount copy() {
    TrainingAccount copy = new TrainingAccount(factory);
    copy.accounts.putAll(accounts);
    return copy;
  }

  /** For a task, which Spark would otherwise give a copy of all accounts only to empty it. */
  @Override
  public TrainingAccount copyAndReset() {
    return new TrainingAccount(factory);
  }

  @Override
  public synchronized void reset() {
    accounts.clear();
  }

  @Override
  public synchronized void add(Batch batch) {
    BatchTag tag = batch.tag();
    Key key = new Key(tag.epoch(), tag.round(), tag.shard());
    ShardAccount account =
        accounts.computeIfAbsent(key, absent -> new ShardAccount(0, 0, factory.create(), 0, ""));
    accounts.put(key, account.plus(batch));
  }

  @Override
  public synchronized void merge(AccumulatorV2<Batch, Map<Key, ShardAccount>> other) {
    accounts.putAll(other.value());
  }

  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
  }

  @Override
  public synchronized Map<Key, ShardAccount> value() {
    return accounts;
  }
}
