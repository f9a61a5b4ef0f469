/**
 * Detection of runs that make no progress. {@link SparkProgressListener} follows Spark's events,
 * {@link StallDetector} cancels the jobs after {@code watch.stall-timeout-seconds} without
 * progress, and {@link StallReport} shows the running tasks with the stacks of their threads, which
 * {@link ThreadDumps} asks the executors for.
 *
 * <p>Progress is the start or end of a task, or the growth of a counter that arrives with an
 * executor's heartbeat. The package must not know what a task computes.
 */
package io.sparkrnn.watch;
