package io.sparkrnn.train;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleCodec;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Blocks of a shard whose examples are shuffled together. */
final class ShuffleWindow {

  private final List<ExampleBlock> blocks;

  /** Number of examples up to the end of each block. */
  private final int[] ends;

  private final int[] order;

  /**
   * Shuffles the examples of blocks.
   *
   * @param seed seed of the shuffle
   */
  ShuffleWindow(List<ExampleBlock> blocks, long seed) {
    this.blocks = blocks;
    this.ends = blocks.stream().mapToInt(ExampleBlock::size).toArray();
    Arrays.parallelPrefix(ends, Math::addExact);
    this.order = shuffle(ends[ends.length - 1], new SplittableRandom(seed));
  }

  /** Returns the numbers 0 to {@code size - 1} in random order. */
  static int[] shuffle(int size, SplittableRandom random) {
    int[] order = new int[size];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Returns the example at a position of the shuffled order, counted from 0. */
  Example example(int position, ExampleCodec codec) {
    int at = order[position];
    int found = Arrays.binarySearch(ends, at + 1);
    int block = found < 0 ? -found - 1 : found;
    // Empty blocks have the same end as the block before them, and the search may find any of them.
    while (block > 0 && ends[block - 1] > at) {
      block--;
    }
    return blocks.get(block).example(at - (block == 0 ? 0 : ends[block - 1]), codec);
  }
}
