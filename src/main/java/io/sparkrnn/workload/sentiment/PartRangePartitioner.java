package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.sentiment.ReviewBlock.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * A range partitioner that gives each part partitions of its own. Once each partition is sorted,
 * the partitions of a part, one after the other, are sorted as a whole. An additional last
 * partition stays empty.
 *
 * <p>It differs from Spark's {@code RangePartitioner} in that it samples the keys of blocks; that
 * one would need all examples encoded to sample their keys.
 */
final class PartRangePartitioner extends Partitioner {

  private static final long serialVersionUID = 1L;

  /** Approximate number of keys sampled per range. */
  private static final int SAMPLE = 100;

  /** Upper bounds (inclusive) of each part's ranges except the last, ascending. */
  private final String[][] greatest;

  private PartRangePartitioner(String[][] greatest) {
    this.greatest = greatest;
  }

  /**
   * Creates ranges with about the same number of keys.
   *
   * @param counts number of reviews of each part
   * @param perRange number of keys per range; fewer where {@code least} demands more ranges
   * @param least minimum number of ranges per part
   */
  static PartRangePartitioner of(
      JavaRDD<ReviewBlock> blocks, long[] counts, long perRange, int least) {
    Part[] parts = Part.values();
    int[] wanted = new int[parts.length];
    long[] strides = new long[parts.length];
    for (Part part : parts) {
      long count = counts[part.ordinal()];
      int ranges = (int) Math.max(least, (count + perRange - 1) / perRange);
      wanted[part.ordinal()] = ranges;
      // None of a part that is left out, even if there are reviews of it.
      strides[part.ordinal()] =
          count == 0 ? Long.MAX_VALUE : Math.max(1, count / ((long) SAMPLE * ranges));
    }
    List<Tuple2<Part, String>> sample =
        blocks.flatMap(block -> sample(block, strides).iterator()).collect();
    String[][] greatest = new String[parts.length][];
    for (Part part : parts) {
      String[] keys =
          sample.stream()
              .filter(one -> one._1() == part)
              .map(Tuple2::_2)
              .sorted()
              .toArray(String[]::new);
      greatest[part.ordinal()] = cut(keys, wanted[part.ordinal()]);
    }
    return new PartRangePartitioner(greatest);
  }

  /**
   * Returns a pseudo-random sample of a block's keys, the same one each time.
   *
   * @param strides for each part the number of keys per sampled key
   */
  private static List<Tuple2<Part, String>> sample(ReviewBlock block, long[] strides) {
    List<Tuple2<Part, String>> sample = new ArrayList<>();
    for (Part part : Part.values()) {
      block
          .of(part)
          .filter(
              review ->
                  Math.floorMod(31 * block.digest(review).low() + review, strides[part.ordinal()])
                      == 0)
          .forEach(review -> sample.add(new Tuple2<>(part, block.key(review))));
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
  static String key(Part part, String key) {
    return part.ordinal() + key;
  }

  /** Returns the number of partitions of a part. */
  int count(Part part) {
    return greatest[part.ordinal()].length + 1;
  }

  /** Returns the first partition of a part. */
  int first(Part part) {
    return IntStream.range(0, part.ordinal()).map(before -> greatest[before].length + 1).sum();
  }

  /** Returns the partition that stays empty. */
  int empty() {
    return numPartitions() - 1;
  }

  @Override
  public int numPartitions() {
    return Arrays.stream(Part.values()).mapToInt(this::count).sum() + 1;
  }

  @Override
  public int getPartition(Object key) {
    String text = (String) key;
    Part part = Part.values()[text.charAt(0) - '0'];
    return getPartition(part, text.substring(1));
  }

  int getPartition(Part part, String key) {
    int found = Arrays.binarySearch(greatest[part.ordinal()], key);
    return first(part) + (found < 0 ? -found - 1 : found);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartRangePartitioner that && Arrays.deepEquals(greatest, that.greatest);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(greatest);
  }
}
