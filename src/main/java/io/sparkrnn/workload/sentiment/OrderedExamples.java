package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.TextSettings;
import io.sparkrnn.data.Split;
import io.sparkrnn.text.SequenceEncoder;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Encodes tokenised reviews and indexes them in an order that no partitioning changes. */
final class OrderedExamples {

  private final SequenceEncoder encoder;
  private final int partitions;

  OrderedExamples(TextSettings text, int cores) {
    encoder = new SequenceEncoder(text.length(), text.padding(), text.truncating());
    // With one partition alone, indexing would need no job, and would leave the blocks unread.
    partitions = Math.max(2, cores);
  }

  /**
   * A split's examples by origin and row. Runs the job that sorts them into shuffle files; the
   * blocks are not read again after it.
   */
  JavaRDD<Example> of(JavaRDD<ReviewBlock> blocks, Split split, Broadcast<Vocabulary> vocabulary) {
    SequenceEncoder shared = encoder;
    return blocks
        .flatMapToPair(block -> encoded(block, split, shared, vocabulary.value()))
        .sortByKey(true, partitions)
        .values()
        .zipWithIndex()
        .map(
            pair ->
                new Example(pair._2(), pair._1().ids(), new float[] {(float) pair._1().label()}));
  }

  private static Iterator<Tuple2<String, Encoded>> encoded(
      ReviewBlock block, Split split, SequenceEncoder encoder, Vocabulary vocabulary) {
    int[] ids = block.ids(vocabulary);
    return block.reviews().stream()
        .filter(review -> review.split() == split)
        .map(
            review ->
                new Tuple2<>(
                    review.key(), new Encoded(encoder.encode(review.words(), ids), review.label())))
        .iterator();
  }

  /** A review as ids. */
  private record Encoded(float[] ids, int label) implements Serializable {}
}
