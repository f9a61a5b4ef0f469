package io.sparkrnn.train;

import static io.sparkrnn.train.Seeds.Purpose.SHARDING;
import static io.sparkrnn.train.Seeds.Purpose.VALIDATION_SPLIT;

import io.sparkrnn.config.DataSettings.ValidationSplit;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Example;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.PairFunction;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Examples assigned to shards of equal size (to within one example), one Spark partition each. The
 * assignment depends on an example's index and the seed alone, not on how the input was
 * partitioned.
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

  /** Training split and validation split of the training examples. */
  public record TrainingSplits(Shards training, Shards validation) {}

  /** Returns the number of {@code examples} held out for validation, computed as in Keras. */
  public static long validationSize(long examples, double fraction) {
    // As in Keras, the size of the training split is rounded down.
    return examples - (long) (examples * (1 - fraction));
  }

  /**
   * Splits examples into training and validation, and assigns both splits to shards.
   *
   * @param examples indexed 0 .. total-1
   * @throws ConfigurationException if there are fewer training examples than shards
   */
  public static Shards.TrainingSplits split(
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
    Permutation all = new Permutation(total, Seeds.derive(seed, VALIDATION_SPLIT));
    Permutation sharding = new Permutation(training, Seeds.derive(seed, SHARDING));
    Position order =
        split == ValidationSplit.RANDOM ? e -> all.position(e.index()) : Example::index;
    JavaRDD<Example> train = examples.filter(e -> order.of(e) < training);
    JavaRDD<Example> held = examples.filter(e -> order.of(e) >= training);
    return new Shards.TrainingSplits(
        assign(train, training, shards, e -> sharding.position(order.of(e))),
        assign(held, heldOut, shards, e -> order.of(e) - training));
  }

  /** Assigns all examples, indexed 0 .. total-1, to shards in the order of their indices. */
  public static Shards of(JavaRDD<Example> examples, long total, int shards) {
    return assign(examples, total, shards, Example::index);
  }

  private static Shards assign(
      JavaRDD<Example> examples, long total, int shards, Position position) {
    // The example at position p belongs to shard p modulo the number of shards.
    PairFunction<Example, Integer, Example> keyed =
        example -> new Tuple2<>((int) (position.of(example) % shards), example);
    JavaRDD<Shard> rdd =
        examples
            .mapToPair(keyed)
            .partitionBy(new HashPartitioner(shards))
            .values()
            .mapPartitionsWithIndex(
                (id, rows) ->
                    List.of(
                            shard(
                                id,
                                size(total, shards, id),
                                rows,
                                example -> position.of(example) / shards))
                        .iterator(),
                true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new Shards(rdd, total, shards);
  }

  /** Puts each example directly at its position, which needs no sorted list of pairs. */
  private static Shard shard(int id, long size, Iterator<Example> examples, Position within) {
    Example[] placed = new Example[Math.toIntExact(size)];
    while (examples.hasNext()) {
      Example example = examples.next();
      long position = within.of(example);
      if (position >= size || placed[(int) position] != null) {
        throw new IllegalStateException(
            "example %d is one too many in shard %d of %,d examples"
                .formatted(example.index(), id, size));
      }
      placed[(int) position] = example;
    }
    for (int position = 0; position < placed.length; position++) {
      if (placed[position] == null) {
        throw new IllegalStateException(
            "shard %d of %,d examples has no example at position %d".formatted(id, size, position));
      }
    }
    return new Shard(id, placed);
  }

  public JavaRDD<Shard> rdd() {
    return rdd;
  }

  /** Returns the number of examples in all shards. */
  public long examples() {
    return examples;
  }

  public int count() {
    return count;
  }

  /** Returns the number of examples in shard {@code id}; the remainder goes to the first shards. */
  public long size(int id) {
    return size(examples, count, id);
  }

  private static long size(long examples, int count, int id) {
    return examples / count + (id < examples % count ? 1 : 0);
  }

  /** Unpersists the shards, which releases the executors' memory. */
  public void release() {
    rdd.unpersist(false);
  }

  /** Position of an example in its split or shard, from 0. */
  @FunctionalInterface
  private interface Position extends java.io.Serializable {
    long of(Example example);
  }
}
