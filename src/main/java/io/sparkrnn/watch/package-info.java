/**
 * Detection of runs that make no progress. {@link SparkProgressListener} follows Spark's events,
 * {@link StallDetector} cancels the jobs after {@code watch.stall-timeout-seconds} without
 * progress, and {@link StallReport} shows the running tasks with the stacks of their threads, which
 * {@link ThreadDumps} asks the executors for.
 *
 * <p>The package measures progress by counters that tasks keep anyway. It must not know what a task
 * computes.
 */
package io.sparkrnn.watch;
