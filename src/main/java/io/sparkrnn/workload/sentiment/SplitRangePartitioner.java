package io.sparkrnn.workload.sentiment;

import io.sparkrnn.data.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * A range partitioner that gives each split partitions of its own. Once each partition is sorted,
 * the partitions of a split, one after the other, are sorted as a whole. An additional last
 * partition stays empty.
 *
 * <p>It differs from Spark's {@code RangePartitioner} in that it samples the keys of blocks; that
 * one would need all examples encoded to sample their keys.
 */
final class SplitRangePartitioner extends Partitioner {

  private static final long serialVersionUID = 1L;

  /** Approximate number of keys sampled per range. */
  private static final int SAMPLE = 100;

  /** Upper bounds (inclusive) of each split's ranges except the last, ascending. */
  private final String[][] greatest;

  private SplitRangePartitioner(String[][] greatest) {
    this.greatest = greatest;
  }

  /**
   * Creates ranges with about the same number of keys.
   *
   * @param perRange number of keys per range; fewer where {@code least} demands more ranges
   * @param least minimum number of ranges per split
   */
  static SplitRangePartitioner of(
      JavaRDD<ReviewBlock> blocks, DatasetCounts counts, long perRange, int least) {
    Split[] splits = Split.values();
    int[] wanted = new int[splits.length];
    long[] strides = new long[splits.length];
    for (Split split : splits) {
      long count = counts.count(split);
      int ranges = (int) Math.max(least, (count + perRange - 1) / perRange);
      wanted[split.ordinal()] = ranges;
      strides[split.ordinal()] = Math.max(1, count / ((long) SAMPLE * ranges));
    }
    List<Tuple2<Split, String>> sample =
        blocks.flatMap(block -> sample(block, strides).iterator()).collect();
    String[][] greatest = new String[splits.length][];
    for (Split split : splits) {
      String[] keys =
          sample.stream()
              .filter(one -> one._1() == split)
              .map(Tuple2::_2)
              .sorted()
              .toArray(String[]::new);
      greatest[split.ordinal()] = cut(keys, wanted[split.ordinal()]);
    }
    return new SplitRangePartitioner(greatest);
  }

  /**
   * Returns a pseudo-random sample of a block's keys, the same one each time.
   *
   * @param strides for each split the number of keys per sampled key
   */
  private static List<Tuple2<Split, String>> sample(ReviewBlock block, long[] strides) {
    List<Tuple2<Split, String>> sample = new ArrayList<>();
    for (Split split : Split.values()) {
      block
          .of(split)
          .filter(
              review ->
                  Math.floorMod(31 * block.digest(review).low() + review, strides[split.ordinal()])
                      == 0)
          .forEach(review -> sample.add(new Tuple2<>(split, block.key(review))));
    }
    return sample;
  }

  private static String[] cut(String[] sample, int ranges) {
    return IntStream.range(1, ranges)
        .map(range -> (int) ((long) range * sample.length / ranges))
        .filter(index -> index < sample.length)
        .mapToObj(index -> sample[index])
        .distinct()
        .toArray(String[]::new);
  }

  /** Returns the key of a review in this partitioner. */
  static String key(Split split, String key) {
    return split.ordinal() + key;
  }

  /** Returns the number of partitions of a split. */
  int count(Split split) {
    return greatest[split.ordinal()].length + 1;
  }

  /** Returns the first partition of a split. */
  int first(Split split) {
    return IntStream.range(0, split.ordinal()).map(before -> greatest[before].length + 1).sum();
  }

  /** Returns the partition that stays empty. */
  int empty() {
    return numPartitions() - 1;
  }

  @Override
  public int numPartitions() {
    return Arrays.stream(Split.values()).mapToInt(this::count).sum() + 1;
  }

  @Override
  public int getPartition(Object key) {
    String text = (String) key;
    Split split = Split.values()[text.charAt(0) - '0'];
    return getPartition(split, text.substring(1));
  }

  int getPartition(Split split, String key) {
    int found = Arrays.binarySearch(greatest[split.ordinal()], key);
    return first(split) + (found < 0 ? -found - 1 : found);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SplitRangePartitioner that
        && Arrays.deepEquals(greatest, that.greatest);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(greatest);
  }
}
