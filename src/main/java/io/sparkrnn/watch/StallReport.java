package io.sparkrnn.watch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.status.api.v1.ThreadStackTrace;

/**
 * Report of a stall, as a message for the user and as details for the log.
 *
 * @param jobs descriptions of the running jobs by job id
 * @param tasks running tasks
 * @param executors number of executors
 * @param now time of the report by the clock of {@link SparkProgressListener}, in nanoseconds
 * @param idle time without progress, in nanoseconds
 */
record StallReport(
    Map<Integer, String> jobs, List<RunningTask> tasks, int executors, long now, long idle) {

  private static final List<String> COLUMNS =
      List.of("executor", "host", "stage", "task", "attempt", "runs for", "idle for", "examples");

  StallReport {
    jobs = Map.copyOf(jobs);
    tasks = List.copyOf(tasks);
  }

  /** Returns the ids of the executors that have a running task. */
  Set<String> busy() {
    return tasks.stream()
        .map(RunningTask::executor)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns the message for the user who started the run. */
  String message() {
    return ("%s: no progress for %s (watch.stall-timeout-seconds): %s. Checkpoints are kept: 'train"
            + " --resume' resumes from the last one")
        .formatted(what(), seconds(idle), cause());
  }

  private String what() {
    String named =
        jobs.values().stream()
            .filter(text -> !text.isEmpty())
            .distinct()
            .sorted()
            .collect(Collectors.joining("; "));
    return named.isEmpty() ? "a Spark job" : named;
  }

  private String cause() {
    if (!tasks.isEmpty()) {
      String where = counted(busy().size(), "executor");
      return tasks.size() == 1
          ? "1 task on %s is stalled; see the log for the stack of its thread".formatted(where)
          : "%d tasks on %s are stalled; see the log for the stacks of their threads"
              .formatted(tasks.size(), where);
    }
    return executors == 0
        ? "there is no executor; check that the cluster has workers with as many free cores and as"
            + " much free memory as spark.executor.cores and spark.executor.memory request"
        : ("no task runs on %s; check that an executor has as many cores as spark.task.cpus"
                + " requests, and that the cluster has not excluded the executors")
            .formatted(counted(executors, "executor"));
  }

  /**
   * Returns the details for the log: a table of the tasks, and the stack of each task's thread.
   *
   * @param dumps threads by executor; empty if an executor did not answer
   */
  String details(Map<String, Optional<List<ThreadStackTrace>>> dumps) {
    StringBuilder text =
        new StringBuilder(
            "%s: no progress for %s; %s, %s"
                .formatted(
                    what(),
                    seconds(idle),
                    counted(executors, "executor"),
                    counted(tasks.size(), "running task")));
    if (!tasks.isEmpty()) {
      table().forEach(line -> text.append("\n  ").append(line));
    }
    for (RunningTask task : tasks) {
      text.append(
          "\n  executor %s, task %d of stage %d: "
              .formatted(task.executor(), task.partition(), task.stage()));
      text.append(
          dumps
              .getOrDefault(task.executor(), Optional.empty())
              .map(
                  threads ->
                      ThreadDumps.of(task, threads)
                          .map(ThreadDumps::text)
                          .orElse("its thread has ended"))
              .orElse(
                  "the executor sent no thread dump within %d s".formatted(ThreadDumps.SECONDS)));
    }
    return text.toString();
  }

  private List<String> table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    for (RunningTask task : tasks) {
      rows.add(
          List.of(
              task.executor(),
              task.host(),
              Integer.toString(task.stage()),
              Integer.toString(task.partition()),
              Integer.toString(task.attempt()),
              seconds(now - task.started()),
              seconds(now - task.progressed()),
              String.format(Locale.ROOT, "%,d", task.examples())));
    }
    String format =
        IntStream.range(0, COLUMNS.size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1))
            .mapToObj("%%-%ds"::formatted)
            .collect(Collectors.joining("  "));
    return rows.stream().map(row -> format.formatted(row.toArray()).stripTrailing()).toList();
  }

  private static String seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
  }

  private static String counted(int count, String what) {
    return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
  }
}
