package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.workload.TaskCores;
import java.util.OptionalInt;

/**
 * Numbers of processes, cores and replicas of a job.
 *
 * @param executors number of executors; 0: tasks run in the driver's process
 * @param coresEach number of cores of each executor, or of the driver if there are no executors
 * @param taskCpus number of cores per task
 * @param replicas number of networks trained in parallel
 * @param known whether the numbers were given or counted; false: assumed
 */
public record ClusterShape(
    int executors, int coresEach, int taskCpus, int replicas, boolean known) {

  /** Default number of executors and of cores per executor, as in submit/cluster.sh. */
  private static final int DEFAULT = 2;

  public ClusterShape {
    if (executors < 0 || coresEach < 1 || taskCpus < 1 || replicas < 1) {
      throw new IllegalArgumentException(
          "%d executors with %d cores, %d cores per task and %d replicas, expected 0 or more executors and 1 or more of the others"
              .formatted(executors, coresEach, taskCpus, replicas));
    }
  }

  /** Determines the shape of a job from the master and Spark's settings. */
  public static ClusterShape of(Master master, SparkSettings spark, OptionalInt replicas) {
    int taskCpus = Math.max(1, spark.number(TaskCores.PROPERTY).orElse(1));
    if (master.oneProcess()) {
      return of(0, master.cores().orElse(1), taskCpus, replicas, true);
    }
    OptionalInt cores = first(master.cores(), spark.number("spark.executor.cores"));
    OptionalInt total = spark.number("spark.cores.max");
    int each = Math.max(1, cores.orElse(master.containers() ? 1 : DEFAULT));
    OptionalInt byTotal =
        master.kind() == Master.Kind.STANDALONE && total.isPresent()
            ? OptionalInt.of(Math.max(1, total.getAsInt() / each))
            : OptionalInt.empty();
    OptionalInt executors =
        first(master.executors(), first(byTotal, spark.number("spark.executor.instances")));
    boolean known =
        executors.isPresent() && cores.isPresent()
            || master.containers() && !spark.isTrue("spark.dynamicAllocation.enabled");
    return of(Math.max(1, executors.orElse(DEFAULT)), each, taskCpus, replicas, known);
  }

  private static ClusterShape of(
      int executors, int coresEach, int taskCpus, OptionalInt replicas, boolean known) {
    int slots = Math.max(1, executors) * Math.max(1, coresEach / taskCpus);
    return new ClusterShape(executors, coresEach, taskCpus, replicas.orElse(slots), known);
  }

  private static OptionalInt first(OptionalInt one, OptionalInt other) {
    return requireNonNull(one, "one is null").isPresent() ? one : other;
  }

  /** Returns the number of processes that run tasks. */
  int workers() {
    return Math.max(1, executors);
  }

  /** Returns the number of tasks that run concurrently in one process. */
  int tasksEach() {
    return Math.max(1, coresEach / taskCpus);
  }

  /** Returns the number of tasks that run concurrently in all processes. */
  public int slots() {
    return workers() * tasksEach();
  }
}
