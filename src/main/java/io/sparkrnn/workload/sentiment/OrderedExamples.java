package io.sparkrnn.workload.sentiment;

import io.sparkrnn.text.SequenceEncoder;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.CompactFloats;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.sentiment.ReviewBlock.Part;
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
 * @param unlabeled examples without a label, indexed from 0; their target is 0
 */
record OrderedExamples(JavaRDD<Example> train, JavaRDD<Example> test, JavaRDD<Example> unlabeled) {

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
   * @param cores minimum number of partitions per part
   */
  static OrderedExamples of(
      JavaRDD<ReviewBlock> blocks,
      long[] counts,
      Broadcast<Vocabulary> vocabulary,
      TextSettings text,
      int cores) {
    SequenceEncoder encoder = new SequenceEncoder(text.length(), text.padding(), text.truncating());
    PartRangePartitioner ranges = PartRangePartitioner.of(blocks, counts, PER_PARTITION, cores);
    long[] perRange = counts(blocks, ranges);
    JavaRDD<Encoded> sorted =
        blocks
            .flatMapToPair(block -> encoded(block, counts, encoder, vocabulary.value()))
            .repartitionAndSortWithinPartitions(ranges)
            .values();
    // Collects the empty partition only: this writes the shuffle files and reads no examples.
    sorted.collectPartitions(new int[] {ranges.empty()});
    return new OrderedExamples(
        examples(sorted, ranges, Part.TRAIN, perRange),
        examples(sorted, ranges, Part.TEST, perRange),
        examples(sorted, ranges, Part.UNLABELED, perRange));
  }

  private static Iterator<Tuple2<String, Encoded>> encoded(
      ReviewBlock block, long[] counts, SequenceEncoder encoder, Vocabulary vocabulary) {
    int[] ids = block.ids(vocabulary);
    return Arrays.stream(Part.values())
        .filter(part -> counts[part.ordinal()] > 0)
        .flatMap(part -> encoded(block, part, encoder, ids))
        .iterator();
  }

  private static Stream<Tuple2<String, Encoded>> encoded(
      ReviewBlock block, Part part, SequenceEncoder encoder, int[] ids) {
    return block
        .of(part)
        .mapToObj(
            review ->
                new Tuple2<>(
                    PartRangePartitioner.key(part, block.key(review)),
                    new Encoded(
                        CompactFloats.toBytes(encoder.encode(block.words(review), ids)),
                        block.label(review))));
  }

  /** Returns the number of reviews per partition; {@code zipWithIndex} would sort them to count. */
  private static long[] counts(JavaRDD<ReviewBlock> blocks, PartRangePartitioner ranges) {
    return blocks.aggregate(
        new long[ranges.numPartitions()],
        (sum, block) -> {
          for (Part part : Part.values()) {
            block.of(part).forEach(review -> sum[ranges.getPartition(part, block.key(review))]++);
          }
          return sum;
        },
        (sum, other) -> {
          Arrays.setAll(sum, range -> sum[range] + other[range]);
          return sum;
        });
  }

  private static JavaRDD<Example> examples(
      JavaRDD<Encoded> sorted, PartRangePartitioner ranges, Part part, long[] counts) {
    int first = ranges.first(part);
    int count = ranges.count(part);
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
