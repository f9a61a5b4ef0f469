package io.sparkrnn.train;

import static io.sparkrnn.train.Seeds.Purpose.SHARDING;
import static io.sparkrnn.train.Seeds.Purpose.VALIDATION_SPLIT;

import io.sparkrnn.config.DataSettings.ValidationSplit;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Example;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.PairFunction;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Examples dealt out to shards of equal size (to within one example), one partition each. Where an
 * example goes depends on its index and the seed alone, not on how the input was partitioned.
 */
public final class Shards {

  private final JavaRDD<Shard> rdd;
  private final long examples;
  private final int count;

  private Shards(JavaRDD<Shard> rdd, long examples, int count) {
    this.rdd = rdd;
    this.examples = examples;
    this.count = count;
  }

  /** The training part and the validation part of the training examples. */
  public record Parts(Shards training, Shards validation) {}

  /** How many examples are held out of {@code examples} for validation. */
  public static long validationSize(long examples, double fraction) {
    // As Keras: the training part is cut down to a whole number.
    return examples - (long) (examples * (1 - fraction));
  }

  /**
   * Splits off the validation part and shards both.
   *
   * @param examples indexed 0 .. total-1
   * @throws ConfigurationException if a shard would be empty
   */
  public static Parts split(
      JavaRDD<Example> examples,
      long total,
      double validationFraction,
      ValidationSplit split,
      int shards,
      long seed) {
    long heldOut = validationSize(total, validationFraction);
    long training = total - heldOut;
    if (training < shards) {
      throw new ConfigurationException(
          "%d training examples cannot fill %d shards; lower training.replicas or data.validation.fraction"
              .formatted(training, shards));
    }
    Order order =
        split == ValidationSplit.RANDOM
            ? new Order(total, Seeds.derive(seed, VALIDATION_SPLIT))
            : new Order(0, 0);
    long shardingKey = Seeds.derive(seed, SHARDING);
    JavaRDD<Example> train = examples.filter(e -> order.position(e.index()) < training);
    JavaRDD<Example> held = examples.filter(e -> order.position(e.index()) >= training);
    return new Parts(
        deal(
            train,
            training,
            shards,
            e -> new Permutation(training, shardingKey).position(order.position(e.index()))),
        deal(held, heldOut, shards, e -> order.position(e.index()) - training));
  }

  /** All examples, dealt out in their own order. */
  public static Shards of(JavaRDD<Example> examples, long total, int shards) {
    return deal(examples, total, shards, Example::index);
  }

  private static Shards deal(JavaRDD<Example> examples, long total, int shards, Place place) {
    PairFunction<Example, Long, Example> keyed =
        example -> new Tuple2<>(place.of(example), example);
    JavaRDD<Shard> rdd =
        examples
            .mapToPair(keyed)
            .partitionBy(new RoundRobin(shards))
            .mapPartitionsWithIndex(
                (id, rows) -> List.of(shard(id, size(total, shards, id), shards, rows)).iterator(),
                true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new Shards(rdd, total, shards);
  }

  /** Puts each example at its place: no list of pairs is held and sorted. */
  private static Shard shard(int id, long size, int shards, Iterator<Tuple2<Long, Example>> rows) {
    Example[] placed = new Example[Math.toIntExact(size)];
    while (rows.hasNext()) {
      Tuple2<Long, Example> row = rows.next();
      long place = row._1() / shards;
      if (place >= size || placed[(int) place] != null) {
        throw new IllegalStateException(
            "example %d is one too many in shard %d of %,d examples"
                .formatted(row._2().index(), id, size));
      }
      placed[(int) place] = row._2();
    }
    for (int place = 0; place < placed.length; place++) {
      if (placed[place] == null) {
        throw new IllegalStateException(
            "shard %d of %,d examples has none at place %d".formatted(id, size, place));
      }
    }
    return new Shard(id, placed);
  }

  public JavaRDD<Shard> rdd() {
    return rdd;
  }

  /** Examples in all shards together. */
  public long examples() {
    return examples;
  }

  public int count() {
    return count;
  }

  /** Examples of shard {@code id}; the first shards have one more where it does not divide. */
  public long size(int id) {
    return size(examples, count, id);
  }

  private static long size(long examples, int count, int id) {
    return examples / count + (id < examples % count ? 1 : 0);
  }

  /** Gives back the executors' memory. */
  public void release() {
    rdd.unpersist(false);
  }

  /** Where an example comes in its part. */
  @FunctionalInterface
  private interface Place extends java.io.Serializable {
    long of(Example example);
  }

  /** A keyed permutation that can be sent to executors; of size 0, the order as it is. */
  private record Order(long size, long key) implements java.io.Serializable {
    long position(long index) {
      return size == 0 ? index : new Permutation(size, key).position(index);
    }
  }

  /** Deals place p to shard p modulo the number of shards. */
  private static final class RoundRobin extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int shards;

    RoundRobin(int shards) {
      this.shards = shards;
    }

    @Override
    public int numPartitions() {
      return shards;
    }

    @Override
    public int getPartition(Object place) {
      return (int) ((Long) place % shards);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof RoundRobin that && that.shards == shards;
    }

    @Override
    public int hashCode() {
      return shards;
    }
  }
}
