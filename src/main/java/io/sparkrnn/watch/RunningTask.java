package io.sparkrnn.watch;

import static java.util.Objects.requireNonNull;

/**
 * A task that runs, and what its executor's heartbeats told of it.
 *
 * @param id unique within the application
 * @param started when, by the clock of {@link RunningWork}, in nanoseconds
 * @param moved when it was last seen to get on
 * @param examples trained so far
 * @param counted the sum of all that it counts
 */
record RunningTask(
    long id,
    int stage,
    int partition,
    int attempt,
    String executor,
    String host,
    long started,
    long moved,
    long examples,
    long counted) {

  RunningTask {
    requireNonNull(executor, "executor is null");
    requireNonNull(host, "host is null");
  }

  RunningTask told(long now, long examplesNow, long countedNow) {
    return new RunningTask(
        id, stage, partition, attempt, executor, host, started, now, examplesNow, countedNow);
  }
}
