package io.sparkrnn.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.RDDBlockId;
import scala.Option;

/**
 * The elements of an RDD that the executors keep, partition by partition in order, one partition in
 * the driver's memory at a time.
 *
 * <p>They come straight from the block manager. {@code toLocalIterator} runs a job for each
 * partition, whose result is serialised twice and copied some more times: 80 ms for the weights and
 * moments of the reference network, where this takes none within one process.
 */
final class KeptPartitions<T> implements Iterable<T> {

  private final JavaRDD<T> rdd;

  /**
   * Elements of an RDD.
   *
   * @param rdd persisted, and computed once already
   */
  KeptPartitions(JavaRDD<T> rdd) {
    this.rdd = rdd;
  }

  @Override
  public Iterator<T> iterator() {
    return IntStream.range(0, rdd.getNumPartitions())
        .boxed()
        .flatMap(partition -> elements(partition).stream())
        .iterator();
  }

  private List<T> elements(int partition) {
    BlockManager blocks = SparkEnv.get().blockManager();
    Option<BlockResult> block = blocks.get(new RDDBlockId(rdd.id(), partition), rdd.classTag());
    if (block.isEmpty()) {
      // Its executor is gone: a task computes the partition anew.
      return rdd.collectPartitions(new int[] {partition})[0];
    }
    List<T> elements = new ArrayList<>();
    // Read to the end, which gives back the lock on the block.
    scala.collection.Iterator<Object> data = block.get().data();
    while (data.hasNext()) {
      @SuppressWarnings("unchecked")
      T element = (T) data.next();
      elements.add(element);
    }
    return elements;
  }
}
