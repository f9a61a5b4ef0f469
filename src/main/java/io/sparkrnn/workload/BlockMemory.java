package io.sparkrnn.workload;

import io.sparkrnn.config.DataSettings.Storage;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.collection.JavaConverters;

/** Choice between the executors' memory for blocks of data and their local disks. */
public final class BlockMemory {

  private static final Logger LOG = LoggerFactory.getLogger(BlockMemory.class);

  /**
   * Part of the memory for blocks that examples may fill. Spark never takes half of that memory
   * away for shuffles; averaging needs some of this half.
   */
  private static final double SHARE = 0.4;

  /** Number of bytes of data whose size nothing tells, such as a table without statistics. */
  public static final long UNKNOWN = Long.MAX_VALUE;

  private BlockMemory() {}

  /**
   * Returns the storage level for data.
   *
   * @param storage whether memory or disk is used
   * @param what name of the data, for the log
   * @param bytes bytes that they need in memory, or {@link #UNKNOWN}
   */
  public static StorageLevel level(SparkContext context, Storage storage, String what, long bytes) {
    return switch (storage) {
      case MEMORY -> StorageLevel.MEMORY_AND_DISK();
      case DISK -> StorageLevel.DISK_ONLY();
      case AUTO ->
          fits(context, what, bytes) ? StorageLevel.MEMORY_AND_DISK() : StorageLevel.DISK_ONLY();
    };
  }

  private static boolean fits(SparkContext context, String what, long bytes) {
    if (bytes == UNKNOWN) {
      LOG.info(
          "the size of {} is unknown: they are read from the local disks of the executors", what);
      return false;
    }
    long memory = ofExecutors(context);
    boolean fits = bytes <= SHARE * memory;
    if (!fits) {
      LOG.info(
          "{} need {} MB, more than {} % of the {} MB of memory for blocks: they are read from the"
              + " local disks of the executors",
          what, bytes >> 20, (int) (100 * SHARE), memory >> 20);
    }
    return fits;
  }

  /** Returns the memory for blocks of all executors present. */
  private static long ofExecutors(SparkContext context) {
    String driver = SparkEnv.get().blockManager().blockManagerId().hostPort();
    return JavaConverters.mapAsJavaMap(context.getExecutorMemoryStatus()).entrySet().stream()
        .filter(process -> context.isLocal() || !process.getKey().equals(driver))
        .mapToLong(process -> (Long) ((Tuple2<?, ?>) process.getValue())._1())
        .sum();
  }
}
