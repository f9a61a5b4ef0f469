package io.sparkrnn.train;

import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
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
    extends AccumulatorV2<
        TrainingAccumulator.Batch, Map<TrainingAccumulator.Key, TrainingAccumulator.ShardRecord>> {

  private static final long serialVersionUID = 1L;

  /**
   * A minibatch that a replica was trained on.
   *
   * @param nanos time for building the minibatch and training on it, in nanoseconds
   * @param place executor and host
   */
  record Batch(ShardBatches.Tag tag, Metrics metrics, long nanos, String place)
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

  /**
   * Record of one replica's work in one round.
   *
   * @param used number of examples in the minibatches that the replica was trained on
   * @param indexSum sum of the hashed indices of those examples; over an epoch it equals the
   *     shard's own sum if each example of the shard was used exactly once
   * @param metrics accumulated over the minibatches while training on them
   * @param nanos time for building the minibatches and training on them, in nanoseconds
   * @param place executor and host
   */
  record ShardRecord(long used, long indexSum, Metrics metrics, long nanos, String place)
      implements java.io.Serializable {

    /** Returns the record with a minibatch added. */
    private ShardRecord plus(Batch batch) {
      long[] indices = batch.tag().indices();
      long sum = indexSum + Arrays.stream(indices).map(ShardRecord::mixed).sum();
      metrics.merge(batch.metrics());
      return new ShardRecord(
          used + indices.length, sum, metrics, nanos + batch.nanos(), batch.place());
    }

    /** Hashes an index to 64 bits, so that sums over different sets of indices differ. */
    static long mixed(long index) {
      return Seeds.mix(index, 0);
    }
  }

  private final MetricsFactory factory;
  private final TreeMap<Key, ShardRecord> records = new TreeMap<>();

  TrainingAccumulator(MetricsFactory factory) {
    this.factory = factory;
  }

  @Override
  public synchronized boolean isZero() {
    // A heartbeat can read this during deserialization, before the fields of this class are set.
    return records == null || records.isEmpty();
  }

  @Override
  public synchronized TrainingAccumulator copy() {
    TrainingAccumulator copy = new TrainingAccumulator(factory);
    copy.records.putAll(records);
    return copy;
  }

  /** Returns an empty copy for a task. By default, Spark would copy all records and clear them. */
  @Override
  public TrainingAccumulator copyAndReset() {
    return new TrainingAccumulator(factory);
  }

  @Override
  public synchronized void reset() {
    records.clear();
  }

  @Override
  public synchronized void add(Batch batch) {
    ShardBatches.Tag tag = batch.tag();
    Key key = new Key(tag.epoch(), tag.round(), tag.shard());
    ShardRecord record =
        records.computeIfAbsent(key, absent -> new ShardRecord(0, 0, factory.create(), 0, ""));
    records.put(key, record.plus(batch));
  }

  @Override
  public synchronized void merge(AccumulatorV2<Batch, Map<Key, ShardRecord>> other) {
    records.putAll(other.value());
  }

  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
  }

  @Override
  public synchronized Map<Key, ShardRecord> value() {
    return records;
  }
}
