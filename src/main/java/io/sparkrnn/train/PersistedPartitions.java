package io.sparkrnn.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.RDDBlockId;
import scala.Option;

/**
 * Elements of a persisted RDD, read in the order of the partitions with one partition in the
 * driver's memory at a time.
 *
 * <p>They are read directly from the block manager. {@code toLocalIterator} instead runs a job for
 * each partition, whose result is serialized twice and copied some more times: 80 ms for the
 * weights and Adam's moments of the reference network, against no measurable time here within one
 * process.
 */
final class PersistedPartitions<T> implements Iterable<T> {

  private final JavaRDD<T> rdd;

  /**
   * Creates a view of the elements of {@code rdd}.
   *
   * @param rdd persisted, and computed once before
   */
  PersistedPartitions(JavaRDD<T> rdd) {
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
    // If the executor that held it is lost, a task computes the partition again.
    return stored(rdd.rdd(), partition)
        .orElseGet(() -> rdd.collectPartitions(new int[] {partition})[0]);
  }

  /**
   * Returns the elements of a partition if they are stored in this process or another one; can be
   * called by any thread, on the driver and on executors.
   */
  static <T> Optional<List<T>> stored(RDD<T> rdd, int partition) {
    BlockManager blocks = SparkEnv.get().blockManager();
    Option<BlockResult> block =
        blocks.get(new RDDBlockId(rdd.id(), partition), rdd.elementClassTag());
    if (block.isEmpty()) {
      return Optional.empty();
    }
    List<T> elements = new ArrayList<>();
    // Reading to the end releases the lock on the block.
    scala.collection.Iterator<Object> data = block.get().data();
    while (data.hasNext()) {
      @SuppressWarnings("unchecked")
      T element = (T) data.next();
      elements.add(element);
    }
    return Optional.of(elements);
  }
}
