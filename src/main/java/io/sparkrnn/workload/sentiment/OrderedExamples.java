package io.sparkrnn.workload.sentiment;

import io.sparkrnn.data.Split;
import io.sparkrnn.text.SequenceEncoder;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.CompactFloats;
import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.PartitionPruningRDD;
import scala.Function1;
import scala.Tuple2;

/**
 * Encoded reviews, indexed in the order of their origin and row, so that the indices do not depend
 * on the partitioning.
 *
 * @param train training examples, indexed from 0
 * @param test test examples, indexed from 0
 */
record OrderedExamples(JavaRDD<Example> train, JavaRDD<Example> test) {

  /** Target number of examples per partition, which are sorted at once. */
  private static final long PER_PARTITION = 100_000;

  /**
   * A review as ids.
   *
   * @param ids see {@link CompactFloats}
   */
  private record Encoded(byte[] ids, int label) implements Serializable {}

  /**
   * Encodes all reviews. Runs the Spark jobs that write them to shuffle files, so that the blocks
   * are not needed afterwards.
   *
   * @param cores minimum number of partitions per split
   */
  static OrderedExamples of(
      JavaRDD<ReviewBlock> blocks,
      DatasetCounts counts,
      Broadcast<Vocabulary> vocabulary,
      TextSettings text,
      int cores) {
    SequenceEncoder encoder = new SequenceEncoder(text.length(), text.padding(), text.truncating());
    SplitRangePartitioner ranges = SplitRangePartitioner.of(blocks, counts, PER_PARTITION, cores);
    long[] perRange = counts(blocks, ranges);
    JavaRDD<Encoded> sorted =
        blocks
            .flatMapToPair(block -> encoded(block, encoder, vocabulary.value()))
            .repartitionAndSortWithinPartitions(ranges)
            .values();
    // Collects the empty partition only: this writes the shuffle files and reads no examples.
    sorted.collectPartitions(new int[] {ranges.empty()});
    return new OrderedExamples(
        examples(sorted, ranges, Split.TRAIN, perRange),
        examples(sorted, ranges, Split.TEST, perRange));
  }

  private static Iterator<Tuple2<String, Encoded>> encoded(
      ReviewBlock block, SequenceEncoder encoder, Vocabulary vocabulary) {
    int[] ids = block.ids(vocabulary);
    return Arrays.stream(Split.values())
        .flatMap(split -> encoded(block, split, encoder, ids))
        .iterator();
  }

  private static Stream<Tuple2<String, Encoded>> encoded(
      ReviewBlock block, Split split, SequenceEncoder encoder, int[] ids) {
    return block
        .of(split)
        .mapToObj(
            review ->
                new Tuple2<>(
                    SplitRangePartitioner.key(split, block.key(review)),
                    new Encoded(
                        CompactFloats.toBytes(encoder.encode(block.words(review), ids)),
                        block.label(review))));
  }

  /** Returns the number of reviews per partition; {@code zipWithIndex} would sort them to count. */
  private static long[] counts(JavaRDD<ReviewBlock> blocks, SplitRangePartitioner ranges) {
    return blocks.aggregate(
        new long[ranges.numPartitions()],
        (sum, block) -> {
          for (Split split : Split.values()) {
            block.of(split).forEach(review -> sum[ranges.getPartition(split, block.key(review))]++);
          }
          return sum;
        },
        (sum, other) -> {
          Arrays.setAll(sum, range -> sum[range] + other[range]);
          return sum;
        });
  }

  private static JavaRDD<Example> examples(
      JavaRDD<Encoded> sorted, SplitRangePartitioner ranges, Split split, long[] counts) {
    int first = ranges.first(split);
    int count = ranges.count(split);
    long[] indices = new long[count];
    for (int range = 1; range < count; range++) {
      indices[range] = indices[range - 1] + counts[first + range - 1];
    }
    return sorted
        .wrapRDD(PartitionPruningRDD.create(sorted.rdd(), within(first, first + count)))
        .mapPartitionsWithIndex((range, rows) -> new Indexed(rows, indices[range]), true);
  }

  private static Function1<Object, Object> within(int from, int to) {
    return (Function1<Object, Object> & Serializable)
        partition -> (Integer) partition >= from && (Integer) partition < to;
  }

  /** Assigns consecutive indices to the examples of a partition. */
  private static final class Indexed implements Iterator<Example> {
    private final Iterator<Encoded> rows;
    private long next;

    Indexed(Iterator<Encoded> rows, long first) {
      this.rows = rows;
      this.next = first;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Example next() {
      Encoded encoded = rows.next();
      return new Example(
          next++,
          CompactFloats.of(ByteBuffer.wrap(encoded.ids())),
          new float[] {(float) encoded.label()});
    }
  }
}
