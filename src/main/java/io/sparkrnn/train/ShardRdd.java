package io.sparkrnn.train;

import io.sparkrnn.workload.ExampleCodec;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.rdd.RDD;
import org.apache.spark.unsafe.Platform;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * RDD of what a function makes of each shard, one partition per shard.
 *
 * <p>Its tasks read the blocks of their shard one by one and in any order, which no operation of
 * Spark offers: a window of the shuffle is all that a task holds. All blocks of a shard are made,
 * and kept, where its first task runs.
 */
final class ShardRdd<T> extends RDD<T> {

  private static final long serialVersionUID = 1L;

  private final RDD<ExampleBlock> blocks;
  private final String name;
  private final ShardLayout layout;
  private final ExampleCodec codec;
  private final FlatMapFunction<Shard, T> function;

  private ShardRdd(
      JavaRDD<ExampleBlock> blocks,
      String name,
      ShardLayout layout,
      ExampleCodec codec,
      FlatMapFunction<Shard, T> function) {
    super(blocks.context(), dependencies(blocks.rdd(), layout), anyTag());
    this.blocks = blocks.rdd();
    this.name = name;
    this.layout = layout;
    this.codec = codec;
    this.function = function;
  }

  /**
   * Creates an RDD.
   *
   * @param blocks the blocks of all shards, one per partition
   * @param name name of the shards, unique among all that a process may hold
   */
  static <T> JavaRDD<T> of(
      JavaRDD<ExampleBlock> blocks,
      String name,
      ShardLayout layout,
      ExampleCodec codec,
      FlatMapFunction<Shard, T> function) {
    return new JavaRDD<>(new ShardRdd<>(blocks, name, layout, codec, function), anyTag());
  }

  @SuppressWarnings("unchecked")
  private static <T> ClassTag<T> anyTag() {
    return (ClassTag<T>) ClassTag$.MODULE$.AnyRef();
  }

  private static Seq<Dependency<?>> dependencies(RDD<ExampleBlock> blocks, ShardLayout layout) {
    return seq(List.of(new OwnBlocks(blocks, layout)));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }

  /** Dependency of each shard on its own blocks. */
  private static final class OwnBlocks extends NarrowDependency<ExampleBlock> {
    private final ShardLayout layout;

    OwnBlocks(RDD<ExampleBlock> blocks, ShardLayout layout) {
      super(blocks);
      this.layout = layout;
    }

    @Override
    public Seq<Object> getParents(int shard) {
      int count = layout.blocksPerShard();
      return seq(
          IntStream.range(shard * count, (shard + 1) * count).<Object>mapToObj(n -> n).toList());
    }
  }

  /** A shard and the partitions of its blocks. */
  private record ShardPartition(int shard, Partition[] blocks) implements Partition, Serializable {
    @Override
    public int index() {
      return shard;
    }
  }

  @Override
  public Partition[] getPartitions() {
    Partition[] all = blocks.partitions();
    int count = layout.blocksPerShard();
    return IntStream.range(0, layout.shards())
        .mapToObj(
            shard ->
                new ShardPartition(
                    shard, Arrays.copyOfRange(all, shard * count, (shard + 1) * count)))
        .toArray(Partition[]::new);
  }

  @Override
  public scala.collection.Iterator<T> compute(Partition split, TaskContext context) {
    ShardPartition partition = (ShardPartition) split;
    Shard.Blocks read =
        new Shard.Blocks() {
          @Override
          public ExampleBlock read(int block) {
            Partition wanted = partition.blocks()[block];
            return only(JavaConverters.asJavaIterator(blocks.iterator(wanted, context)));
          }

          @Override
          public Optional<ExampleBlock> stored(int block) {
            return PersistedPartitions.stored(blocks, partition.blocks()[block].index())
                .map(found -> only(found.iterator()));
          }
        };
    try {
      Shard shard = new Shard(name, partition.shard(), layout, codec, read);
      return JavaConverters.asScalaIterator(function.call(shard));
    } catch (Exception e) {
      // As it is: Spark computes the blocks again only if it sees that a fetch of theirs failed.
      Platform.throwException(e);
      throw new AssertionError(e);
    }
  }

  /**
   * Returns the one element of a partition. It calls {@code hasNext} once more, since only an
   * iterator that was read to its end releases the lock on the block.
   */
  private static ExampleBlock only(Iterator<ExampleBlock> elements) {
    ExampleBlock block = elements.next();
    if (elements.hasNext()) {
      throw new IllegalStateException("a partition holds more than one block");
    }
    return block;
  }
}
