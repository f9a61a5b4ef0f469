package io.sparkrnn.train;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleCodec;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFunction;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Examples assigned to shards of equal size (to within one example). The assignment depends on an
 * example's index and the seed alone, not on how the input was partitioned. The examples are kept
 * in blocks, one Spark partition each.
 */
public final class Shards {

  private final JavaRDD<ExampleBlock> blocks;
  private final ShardLayout layout;
  private final ExampleCodec codec;
  private final String name = UUID.randomUUID().toString();

  private Shards(JavaRDD<ExampleBlock> blocks, ShardLayout layout, ExampleCodec codec) {
    this.blocks = blocks;
    this.layout = layout;
    this.codec = codec;
  }

  /** Training split and validation split of the training examples. */
  public record TrainingSplits(Shards training, Shards validation) {}

  /** Returns the number of {@code examples} held out for validation, computed as in Keras. */
  public static long validationSize(long examples, double fraction) {
    // As in Keras, the size of the training split is rounded down.
    return examples - (long) (examples * (1 - fraction));
  }

  /**
   * Splits examples into training and validation, assigns both splits to shards, and stores them.
   *
   * @param examples indexed 0 .. total-1, and then the unlabeled ones, which are all for training
   * @throws ConfigurationException if there are fewer training examples than shards
   */
  public static Shards.TrainingSplits split(
      JavaRDD<Example> examples,
      long total,
      long unlabeled,
      DataSettings data,
      ShardStorage storage,
      int shards,
      long seed) {
    HoldOut rule = HoldOut.of(total, unlabeled, data, seed);
    long training = rule.training();
    if (training < shards) {
      throw new ConfigurationException(
          "%d training examples cannot fill %d shards; lower training.replicas or data.validation.fraction"
              .formatted(training, shards));
    }
    JavaRDD<Example> train = examples.filter(e -> rule.trains(e.index()));
    JavaRDD<Example> held = examples.filter(e -> !rule.trains(e.index()));
    StorageLevel level = storage.level(examples.context(), total + unlabeled);
    return new Shards.TrainingSplits(
        assign(train, training, shards, storage, rule::trainingPosition)
            .stored("training examples", level),
        assign(held, rule.validation(), shards, storage, rule::validationPosition)
            .stored("validation examples", level));
  }

  /**
   * Assigns all examples, indexed 0 .. total-1, to shards in the order of their indices. They are
   * not stored, but read from the source in each pass over them.
   */
  public static Shards of(JavaRDD<Example> examples, long total, int shards, ShardStorage storage) {
    return assign(examples, total, shards, storage, index -> index);
  }

  private static Shards assign(
      JavaRDD<Example> examples, long total, int shards, ShardStorage storage, Position position) {
    ShardLayout layout = ShardLayout.of(total, shards, storage.shuffleWindow(), storage.rowBytes());
    PairFunction<Example, Integer, byte[]> keyed =
        example ->
            new Tuple2<>(layout.block(position.of(example.index())), ExampleCodec.encode(example));
    JavaRDD<ExampleBlock> blocks =
        examples
            .mapToPair(keyed)
            .partitionBy(new HashPartitioner(layout.blocks()))
            .values()
            .mapPartitionsWithIndex(
                (number, rows) -> List.of(block(number, rows, layout, position)).iterator(), true);
    return new Shards(blocks, layout, storage.codec());
  }

  /** Puts each row directly at its position, which needs no sorted list of pairs. */
  private static ExampleBlock block(
      int number, Iterator<byte[]> rows, ShardLayout layout, Position position) {
    int shard = number / layout.blocksPerShard();
    int block = number % layout.blocksPerShard();
    long first = (long) block * layout.blockSize();
    byte[][] placed = new byte[layout.size(shard, block)][];
    while (rows.hasNext()) {
      byte[] row = rows.next();
      long index = ExampleCodec.index(row, 0);
      long place = layout.within(position.of(index)) - first;
      if (place >= placed.length || placed[(int) place] != null) {
        throw new IllegalStateException(
            "example %d is one too many in shard %d of %,d examples"
                .formatted(index, shard, layout.size(shard)));
      }
      placed[(int) place] = row;
    }
    for (int place = 0; place < placed.length; place++) {
      if (placed[place] == null) {
        throw new IllegalStateException(
            "shard %d of %,d examples has no example at position %d"
                .formatted(shard, layout.size(shard), first + place));
      }
    }
    return ExampleBlock.of(placed);
  }

  /**
   * Stores the blocks at a level, from the first pass over them on.
   *
   * @param title what they are, for Spark's user interface
   * @return these shards
   */
  public Shards stored(String title, StorageLevel level) {
    blocks.setName(title).persist(level);
    return this;
  }

  /** Returns what {@code function} makes of each shard, one partition per shard. */
  public <T> JavaRDD<T> flatMap(FlatMapFunction<Shard, T> function) {
    return ShardRdd.of(blocks, name, layout, codec, function);
  }

  /** Makes all blocks, which stores those of a training. */
  public void load() {
    flatMap(shard -> shard.blocks().map(ExampleBlock::size).iterator()).count();
  }

  /** Returns the number of examples in all shards. */
  public long examples() {
    return layout.examples();
  }

  public int count() {
    return layout.shards();
  }

  /** Returns the number of examples in shard {@code id}; the remainder goes to the first shards. */
  public long size(int id) {
    return layout.size(id);
  }

  /** Releases the executors' memory and disk. */
  public void release() {
    blocks.unpersist(false);
  }

  /** Position of the example with an index in its split, from 0. */
  @FunctionalInterface
  private interface Position extends Serializable {
    long of(long index);
  }
}
