package io.sparkrnn.train;

import static io.sparkrnn.train.Seeds.Purpose.DROPOUT;
import static io.sparkrnn.train.Seeds.Purpose.MINIBATCH;

import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaRDD;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Iterator over the minibatches of one shard in one round, in the epoch's order. Each minibatch is
 * built when the network requests it.
 */
final class ShardBatches implements Iterator<DataSet> {

  /**
   * Parameters of a round, common to all shards.
   *
   * @param plan division of the epoch into rounds
   * @param batches grouping of examples into minibatches
   * @param shuffleWindow number of examples that are shuffled together, see {@link ShuffledShard}
   * @param seed the job's seed
   * @param epoch from 1
   * @param progress progress of the training, from 0 in its first epoch to 1 in its last
   * @param round from 0
   * @param cores cores that the task owns
   */
  record Round(
      RoundPlan plan,
      TrainingSettings.Batching batches,
      int shuffleWindow,
      long seed,
      int epoch,
      double progress,
      int round,
      int cores,
      Batcher batcher)
      implements Serializable {}

  /**
   * Identity of a minibatch, attached to its DataSet as metadata: DL4J passes it on to the training
   * hook, which records the examples that were trained on.
   *
   * @param epoch from 1
   * @param round within the epoch, from 0
   * @param batch minibatch of the shard within the epoch, from 0
   * @param indices indices of the examples in the minibatch
   * @param begun start of building the minibatch, in nanoseconds of {@link System#nanoTime}; for
   *     the first minibatch of a round, start of the task's work on its shard, which includes
   *     creating the replica
   */
  record Tag(int epoch, int round, int shard, int batch, long[] indices, long begun)
      implements Serializable {}

  private final Round round;
  private final Shard shard;
  private final EpochOrder order;
  private final int first;
  private final int end;
  private int next;
  private long begun = System.nanoTime();

  ShardBatches(Round round, Shard shard) {
    this.round = round;
    this.shard = shard;
    this.order = new EpochOrder(round, shard);
    long size = shard.size();
    this.first = round.plan().firstBatch(size, round.round());
    this.next = first;
    this.end = round.plan().firstBatch(size, round.round() + 1);
    CoreOversubscription.begin(round.cores());
  }

  /** Returns the minibatches of all shards in a round, one partition each. */
  static JavaRDD<DataSet> of(Shards shards, Round round) {
    return shards.flatMap(shard -> new ShardBatches(round, shard));
  }

  @Override
  public boolean hasNext() {
    return next < end;
  }

  @Override
  public DataSet next() {
    if (!hasNext()) {
      throw new NoSuchElementException("shard " + shard.id() + " has no further minibatch");
    }
    if (next > first) {
      begun = System.nanoTime();
    }
    List<Example> batch = order.minibatch(next);
    long[] indices = batch.stream().mapToLong(Example::index).toArray();
    SplittableRandom random =
        new SplittableRandom(
            Seeds.derive(round.seed(), MINIBATCH, round.epoch(), shard.id(), next));
    DataSet dataSet = round.batcher().trainingMinibatch(batch, round.progress(), random);
    Tag tag = new Tag(round.epoch(), round.round(), shard.id(), next, indices, begun);
    dataSet.setExampleMetaData(List.of(tag));
    // DL4J trains in this thread, and ND4J's generator is per thread. Seeding it here makes the
    // dropout masks depend on the minibatch alone, not on the executor or the order of tasks.
    Nd4j.getRandom().setSeed(Seeds.derive(round.seed(), DROPOUT, round.epoch(), shard.id(), next));
    next++;
    return dataSet;
  }
}
