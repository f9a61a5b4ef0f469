package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.Storage;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.workload.BlockMemory;
import io.sparkrnn.workload.ExampleCodec;
import io.sparkrnn.workload.Workload;
import org.apache.spark.SparkContext;
import org.apache.spark.storage.StorageLevel;

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
    return BlockMemory.level(
        context, storage, "%,d examples".formatted(count), Math.multiplyExact(count, rowBytes));
  }
}
