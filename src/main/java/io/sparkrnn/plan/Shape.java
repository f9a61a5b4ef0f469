package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * How many processes there are and how many tasks run in each at once.
 *
 * @param executors processes beside the driver; 0: the driver is the only one
 * @param coresEach of an executor, or of the driver if it is alone
 * @param taskCpus cores of a task
 * @param replicas networks trained side by side
 * @param known whether the numbers were given or counted, not assumed
 */
public record Shape(int executors, int coresEach, int taskCpus, int replicas, boolean known) {

  /** As submit/cluster.sh has it, where nothing is said. */
  private static final int DEFAULT = 2;

  public Shape {
    if (executors < 0 || coresEach < 1 || taskCpus < 1 || replicas < 1) {
      throw new IllegalArgumentException(
          "%d executors of %d cores, tasks of %d cores and %d replicas make no job"
              .formatted(executors, coresEach, taskCpus, replicas));
    }
  }

  /** The shape that a master gives to a job of these settings. */
  public static Shape of(Master master, SparkSettings spark, OptionalInt replicas) {
    int taskCpus = Math.max(1, spark.number("spark.task.cpus").orElse(1));
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

  private static Shape of(
      int executors, int coresEach, int taskCpus, OptionalInt replicas, boolean known) {
    int slots = Math.max(1, executors) * Math.max(1, coresEach / taskCpus);
    return new Shape(executors, coresEach, taskCpus, replicas.orElse(slots), known);
  }

  private static OptionalInt first(OptionalInt one, OptionalInt other) {
    return requireNonNull(one, "one is null").isPresent() ? one : other;
  }

  /** Processes that run tasks. */
  int workers() {
    return Math.max(1, executors);
  }

  /** Tasks that run in one process at once. */
  int tasksEach() {
    return Math.max(1, coresEach / taskCpus);
  }

  /** Tasks that run at once. */
  public int slots() {
    return workers() * tasksEach();
  }
}
