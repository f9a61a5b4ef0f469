package io.sparkrnn.train;

import org.apache.spark.SparkEnv;

/** Names of executors for people. */
final class ExecutorName {

  private ExecutorName() {}

  /** Executor that this task runs on, and its host. */
  static String present() {
    SparkEnv spark = SparkEnv.get();
    return "executor %s (%s)"
        .formatted(spark.executorId(), spark.blockManager().blockManagerId().host());
  }
}
