package io.sparkrnn.train;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleCodec;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Examples of one partition in a fixed order, which a task reads block by block. */
public final class Shard {

  private final String name;
  private final int id;
  private final ShardLayout layout;
  private final ExampleCodec codec;
  private final Blocks blocks;

  /** Access to the blocks of one shard, counted from 0. */
  interface Blocks {

    /** Reads a block; to be called by the thread of the task. */
    ExampleBlock read(int block);

    /** Reads a block if it is stored, in any thread; empty: it would have to be made first. */
    Optional<ExampleBlock> stored(int block);
  }

  /**
   * Creates a shard.
   *
   * @param name name of the shards that it is one of, unique among all that this process may hold
   */
  Shard(String name, int id, ShardLayout layout, ExampleCodec codec, Blocks blocks) {
    this.name = name;
    this.id = id;
    this.layout = layout;
    this.codec = codec;
    this.blocks = blocks;
  }

  /** Returns a name of this shard, unique among all that this process may hold. */
  String name() {
    return name + "/" + id;
  }

  public int id() {
    return id;
  }

  /** Returns the number of examples. */
  public long size() {
    return layout.size(id);
  }

  ShardLayout layout() {
    return layout;
  }

  ExampleCodec codec() {
    return codec;
  }

  /** Returns the blocks in their order; each is read when it is requested. */
  Stream<ExampleBlock> blocks() {
    return IntStream.range(0, layout.blocksPerShard()).mapToObj(blocks::read);
  }

  ExampleBlock block(int block) {
    return blocks.read(block);
  }

  Optional<ExampleBlock> storedBlock(int block) {
    return blocks.stored(block);
  }

  /** Returns the examples in their order; to be called by the thread of the task. */
  public Iterator<Example> examples() {
    return blocks()
        .flatMap(
            block ->
                IntStream.range(0, block.size()).mapToObj(place -> block.example(place, codec)))
        .iterator();
  }
}
