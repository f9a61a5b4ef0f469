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
import org.apache.spark.status.api.v1.ThreadStackTrace;

/**
 * What was found when nothing got on, in words.
 *
 * @param jobs what the jobs are for, by number
 * @param tasks those that run
 * @param executors how many there are
 * @param now by the clock of {@link RunningWork}
 * @param idle for how long, in nanoseconds
 */
record Standstill(
    Map<Integer, String> jobs, List<RunningTask> tasks, int executors, long now, long idle) {

  private static final List<String> COLUMNS =
      List.of("executor", "host", "stage", "task", "attempt", "runs for", "still for", "examples");

  Standstill {
    jobs = Map.copyOf(jobs);
    tasks = List.copyOf(tasks);
  }

  /** The executors that have a task. */
  Set<String> busy() {
    return tasks.stream()
        .map(RunningTask::executor)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** For whoever started the run. */
  String message() {
    return ("%s: no progress for %s (watch.stall-seconds): %s. Checkpoints are kept: 'train"
            + " --resume' goes on from the last one")
        .formatted(what(), seconds(idle), cause());
  }

  private String what() {
    String named =
        jobs.values().stream()
            .filter(text -> !text.isEmpty())
            .distinct()
            .sorted()
            .collect(Collectors.joining("; "));
    return named.isEmpty() ? "a job of Spark" : named;
  }

  private String cause() {
    if (!tasks.isEmpty()) {
      String where = counted(busy().size(), "executor");
      return tasks.size() == 1
          ? "1 task on %s stands still; the log has what its thread does".formatted(where)
          : "%d tasks on %s stand still; the log has what their threads do"
              .formatted(tasks.size(), where);
    }
    return executors == 0
        ? "there is no executor; see that the cluster has workers with as many cores and as much"
            + " memory free as spark.executor.cores and spark.executor.memory ask for"
        : "no task runs on %s; see that an executor has as many cores as spark.task.cpus asks for, and whether the cluster has excluded them"
            .formatted(counted(executors, "executor"));
  }

  /** For the log: a table of the tasks, and the stack of each. */
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
                          .orElse("has no thread any more"))
              .orElse("the executor told no stacks within %d s".formatted(ThreadDumps.SECONDS)));
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
              seconds(now - task.moved()),
              String.format(Locale.ROOT, "%,d", task.examples())));
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(one -> one.get(at).length()).max().orElse(0);
        line.append(row.get(column)).append(" ".repeat(width + 2 - row.get(column).length()));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
  }

  private static String counted(int count, String what) {
    return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
  }
}
