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
 * Gives each split partitions of its own, and each of these a range of keys: sorted one by one,
 * they are sorted as a whole. A last partition gets nothing.
 *
 * <p>As Spark's {@code RangePartitioner}, but that it looks at keys alone, where that one would
 * have all examples encoded to be asked for their keys.
 */
final class KeyRanges extends Partitioner {

  private static final long serialVersionUID = 1L;

  /** Keys that are looked at for each range, about. */
  private static final int SAMPLE = 100;

  /** For each split the greatest keys of its ranges but the last. */
  private final String[][] greatest;

  private KeyRanges(String[][] greatest) {
    this.greatest = greatest;
  }

  /**
   * Ranges of about the same number of keys.
   *
   * @param perRange keys of a range, unless there are fewer than {@code least} ranges
   */
  static KeyRanges of(JavaRDD<ReviewBlock> blocks, Census census, long perRange, int least) {
    Split[] splits = Split.values();
    int[] wanted = new int[splits.length];
    long[] strides = new long[splits.length];
    for (Split split : splits) {
      long count = census.count(split);
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
    return new KeyRanges(greatest);
  }

  /** Keys that chance picks, one in so many of each split, the same ones always. */
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
        .filter(place -> place < sample.length)
        .mapToObj(place -> sample[place])
        .distinct()
        .toArray(String[]::new);
  }

  /** What a review is sorted by. */
  static String key(Split split, String key) {
    return split.ordinal() + key;
  }

  /** Partitions of a split. */
  int count(Split split) {
    return greatest[split.ordinal()].length + 1;
  }

  /** A split's first partition. */
  int first(Split split) {
    return IntStream.range(0, split.ordinal()).map(before -> greatest[before].length + 1).sum();
  }

  /** The partition that gets nothing. */
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
    int place = Arrays.binarySearch(greatest[split.ordinal()], key);
    return first(split) + (place < 0 ? -place - 1 : place);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyRanges that && Arrays.deepEquals(greatest, that.greatest);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(greatest);
  }
}
