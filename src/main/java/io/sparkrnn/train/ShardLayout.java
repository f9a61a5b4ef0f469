package io.sparkrnn.train;

import java.io.Serializable;

/**
 * Division of examples into shards of equal size (to within one example), and of shards into
 * blocks. All shards have as many blocks as the largest; only their last ones hold fewer examples
 * than others.
 *
 * @param examples number of examples in all shards
 * @param shards number of shards
 * @param blockSize number of examples in a block
 */
record ShardLayout(long examples, int shards, int blockSize) implements Serializable {

  /** Least number of blocks in a window of the shuffle. */
  private static final int BLOCKS_OF_A_WINDOW = 8;

  /** Most bytes of a block: serialization and the garbage collector need it in one piece. */
  private static final int MOST_BYTES = 16 << 20;

  /**
   * Returns a layout.
   *
   * @param window number of examples that are shuffled together
   * @param rowBytes bytes of an example
   */
  static ShardLayout of(long examples, int shards, int window, long rowBytes) {
    long size = Math.min(window / BLOCKS_OF_A_WINDOW, MOST_BYTES / rowBytes);
    return new ShardLayout(examples, shards, (int) Math.max(1, size));
  }

  /** Returns the number of examples in a shard; the remainder goes to the first shards. */
  long size(int shard) {
    return examples / shards + (shard < examples % shards ? 1 : 0);
  }

  /** Returns the number of blocks in each shard, at least one. */
  int blocksPerShard() {
    return Math.max(1, Math.toIntExact((size(0) + blockSize - 1) / blockSize));
  }

  /** Returns the number of blocks in all shards. */
  int blocks() {
    return Math.multiplyExact(shards, blocksPerShard());
  }

  /** Returns the number of examples in a shard's block, counted from 0. */
  int size(int shard, int block) {
    return (int) Math.max(0, Math.min(blockSize, size(shard) - (long) block * blockSize));
  }

  /** Returns the shard of the example at a position in the order of all examples. */
  int shard(long position) {
    return (int) (position % shards);
  }

  /** Returns the block, counted over all shards, of the example at a position. */
  int block(long position) {
    return shard(position) * blocksPerShard() + (int) (within(position) / blockSize);
  }

  /** Returns the place in its shard of the example at a position. */
  long within(long position) {
    return position / shards;
  }
}
