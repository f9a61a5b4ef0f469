package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.Storage;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.workload.ExampleCodec;
import io.sparkrnn.workload.Workload;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.collection.JavaConverters;

/**
 * Storage of the examples of shards on the executors: in memory if there is ample room for all of
 * them, else on local disk.
 *
 * @param codec converts examples to rows
 * @param shuffleWindow number of examples that are shuffled together
 * @param storage whether memory or disk is used
 * @param rowBytes bytes of an example, estimated from the settings
 */
public record ShardStorage(ExampleCodec codec, int shuffleWindow, Storage storage, long rowBytes) {

  private static final Logger LOG = LoggerFactory.getLogger(ShardStorage.class);

  /**
   * Part of the memory for blocks that examples may fill. Spark never takes half of that memory
   * away for shuffles; averaging needs some of this half.
   */
  private static final double SHARE = 0.4;

  public ShardStorage {
    requireNonNull(codec, "codec is null");
    requireNonNull(storage, "storage is null");
  }

  /** Returns the storage of a job's examples. */
  public static ShardStorage of(JobConfig job, Workload workload) {
    DataSettings data = job.data();
    return new ShardStorage(
        new ExampleCodec(workload.metadataDecoder()),
        data.shuffleWindow(),
        data.storage(),
        workload.exampleSize().rowBytes());
  }

  /** Returns the storage level for a number of examples. */
  StorageLevel level(SparkContext context, long count) {
    return switch (storage) {
      case MEMORY -> StorageLevel.MEMORY_AND_DISK();
      case DISK -> StorageLevel.DISK_ONLY();
      case AUTO -> fits(context, count) ? StorageLevel.MEMORY_AND_DISK() : StorageLevel.DISK_ONLY();
    };
  }

  private boolean fits(SparkContext context, long count) {
    long memory = memory(context);
    boolean fits = count <= (long) (SHARE * memory) / rowBytes;
    if (!fits) {
      LOG.info(
          "{} examples of {} bytes need more than {} % of the {} MB of memory for blocks: they are"
              + " read from the local disks of the executors",
          count, rowBytes, (int) (100 * SHARE), memory >> 20);
    }
    return fits;
  }

  /** Returns the memory for blocks of all executors present. */
  private static long memory(SparkContext context) {
    String driver = SparkEnv.get().blockManager().blockManagerId().hostPort();
    return JavaConverters.mapAsJavaMap(context.getExecutorMemoryStatus()).entrySet().stream()
        .filter(process -> context.isLocal() || !process.getKey().equals(driver))
        .mapToLong(process -> (Long) ((Tuple2<?, ?>) process.getValue())._1())
        .sum();
  }
}
