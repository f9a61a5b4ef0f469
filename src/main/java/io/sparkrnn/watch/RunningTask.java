package io.sparkrnn.watch;

import static java.util.Objects.requireNonNull;

/**
 * Running Spark task with its progress as reported by its executor's heartbeats.
 *
 * @param id id of the task, unique within the application
 * @param started start by the clock of {@link SparkProgressListener}, in nanoseconds
 * @param progressed last time at which a counter of the task changed, by the same clock
 * @param examples number of examples trained so far
 * @param counted sum of all counters of the task
 */
record RunningTask(
    long id,
    int stage,
    int partition,
    int attempt,
    String executor,
    String host,
    long started,
    long progressed,
    long examples,
    long counted) {

  RunningTask {
    requireNonNull(executor, "executor is null");
    requireNonNull(host, "host is null");
  }

  /** Returns the task with newer counts. */
  RunningTask withCounts(long now, long examplesNow, long countedNow) {
    return new RunningTask(
        id, stage, partition, attempt, executor, host, started, now, examplesNow, countedNow);
  }
}
