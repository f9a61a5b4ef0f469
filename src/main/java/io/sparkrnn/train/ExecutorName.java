package io.sparkrnn.train;

import org.apache.spark.SparkEnv;

/** Readable names of executors, for logs and reports. */
final class ExecutorName {

  private ExecutorName() {}

  /** Returns the id and the host of the executor that runs the current task. */
  static String present() {
    SparkEnv spark = SparkEnv.get();
    return "executor %s (%s)"
        .formatted(spark.executorId(), spark.blockManager().blockManagerId().host());
  }
}
