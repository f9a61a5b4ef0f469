package io.sparkrnn.train;

import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Spark accumulator that collects every replica's record of a round on the driver. A record
 * replaces an earlier one of the same epoch, round and shard instead of being added to it, so that
 * a task that Spark ran twice is counted once.
 *
 * <p>Spark's heartbeat thread reads and sends a task's accumulators while the task updates them,
 * hence the synchronization. An exception there would end all heartbeats of the executor.
 */
final class TrainingAccumulator
    extends AccumulatorV2<TrainingAccumulator.Batch, Map<TrainingAccumulator.Key, ShardRecord>> {

  private static final long serialVersionUID = 1L;

  /**
   * A minibatch that a replica was trained on.
   *
   * @param nanos time for building the minibatch and training on it, in nanoseconds
   * @param place executor and host
   */
  record Batch(BatchTag tag, Metrics metrics, long nanos, String place)
      implements java.io.Serializable {}

  /** Orders records by epoch, round and shard, which fixes the order in which they are summed. */
  record Key(int epoch, int round, int shard) implements Comparable<Key>, java.io.Serializable {
    @Override
    public int compareTo(Key other) {
      int byEpoch = Integer.compare(epoch, other.epoch);
      int byRound = byEpoch != 0 ? byEpoch : Integer.compare(round, other.round);
      return byRound != 0 ? byRound : Integer.compare(shard, other.shard);
    }
  }

  private final MetricsFactory factory;
  private final TreeMap<Key, ShardRecord> accounts = new TreeMap<>();

  TrainingAccumulator(MetricsFactory factory) {
    this.factory = factory;
  }

  @Override
  public synchronized boolean isZero() {
    // A heartbeat can read this during deserialization, before the fields of this class are set.
    return accounts == null || accounts.isEmpty();
  }

  @Override
  public synchronized TrainingAccumulator copy() {
    TrainingAccumulator copy = new TrainingAccumulator(factory);
    copy.accounts.putAll(accounts);
    return copy;
  }

  /** Returns an empty copy for a task. By default, Spark would copy all records and clear them. */
  @Override
  public TrainingAccumulator copyAndReset() {
    return new TrainingAccumulator(factory);
  }

  @Override
  public synchronized void reset() {
    accounts.clear();
  }

  @Override
  public synchronized void add(Batch batch) {
    BatchTag tag = batch.tag();
    Key key = new Key(tag.epoch(), tag.round(), tag.shard());
    ShardRecord account =
        accounts.computeIfAbsent(key, absent -> new ShardRecord(0, 0, factory.create(), 0, ""));
    accounts.put(key, account.plus(batch));
  }

  @Override
  public synchronized void merge(AccumulatorV2<Batch, Map<Key, ShardRecord>> other) {
    accounts.putAll(other.value());
  }

  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
  }

  @Override
  public synchronized Map<Key, ShardRecord> value() {
    return accounts;
  }
}
