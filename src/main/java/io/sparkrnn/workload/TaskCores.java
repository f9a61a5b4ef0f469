package io.sparkrnn.workload;

import org.apache.spark.SparkContext;

/** Number of cores that a Spark task owns, and so of the threads that its native code may use. */
public final class TaskCores {

  /** The Spark property that sets it. */
  public static final String PROPERTY = "spark.task.cpus";

  private TaskCores() {}

  /** Returns the number of cores per task. */
  public static int of(SparkContext context) {
    return context.getConf().getInt(PROPERTY, 1);
  }
}
