package io.sparkrnn.plan;

import static io.sparkrnn.plan.Finding.refuse;
import static io.sparkrnn.plan.Finding.warn;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that the numbers of tasks, cores, threads and replicas are compatible. */
final class TaskChecks {

  private final JobSetup setup;
  private final ClusterShape shape;

  private TaskChecks(JobSetup setup) {
    this.setup = setup;
    this.shape = setup.shape();
  }

  static Stream<Finding> of(JobSetup setup) {
    TaskChecks checks = new TaskChecks(setup);
    return Stream.of(
            checks.cores(),
            checks.threads(),
            checks.replicas(),
            checks.dynamicAllocation(),
            checks.speculation())
        .flatMap(List::stream);
  }

  private List<Finding> cores() {
    return shape.taskCpus() <= shape.coresEach()
        ? List.of()
        : List.of(
            refuse(
                "task-cpus",
                "spark.task.cpus is %d, but %s has %d: no task could ever run"
                    .formatted(
                        shape.taskCpus(),
                        shape.executors() == 0 ? setup.master().url() : "an executor",
                        shape.coresEach()),
                shape.executors() == 0
                    ? "--conf spark.task.cpus=%d".formatted(shape.coresEach())
                    : "--executor-cores %d, or --conf spark.task.cpus=%d"
                        .formatted(shape.taskCpus(), shape.coresEach())));
  }

  /**
   * Checks {@code OMP_NUM_THREADS}. Each task sets its number of threads before it trains, but by
   * then native code may have started more, and a library may ignore the later setting.
   */
  private List<Finding> threads() {
    boolean here = shape.executors() == 0;
    Optional<String> given =
        here
            ? setup.driver().flatMap(DriverProcess::ompThreads)
            : setup.spark().text("spark.executorEnv.OMP_NUM_THREADS");
    if (here && setup.driver().isEmpty() || shape.tasksEach() == 1 && given.isEmpty()) {
      return List.of();
    }
    if (given.isEmpty() && !here) {
      // This job sets it on executors if it is not set.
      return List.of();
    }
    boolean fits =
        given.filter(text -> text.matches("\\d{1,6}")).stream()
            .mapToInt(Integer::parseInt)
            .anyMatch(threads -> threads <= shape.taskCpus());
    return fits
        ? List.of()
        : List.of(
            warn(
                "threads",
                "OMP_NUM_THREADS is %s, and %d tasks share a process with %d cores per task: there would be more native threads than cores"
                    .formatted(given.orElse("not set"), shape.tasksEach(), shape.taskCpus()),
                here
                    ? "OMP_NUM_THREADS=%d in the environment".formatted(shape.taskCpus())
                    : "--conf spark.executorEnv.OMP_NUM_THREADS=%d".formatted(shape.taskCpus())));
  }

  private List<Finding> replicas() {
    if (!shape.known() || shape.replicas() <= shape.slots()) {
      return List.of();
    }
    return List.of(
        warn(
            "replicas",
            "training.replicas is %d, but only %d tasks run at once: each round takes %d turns"
                .formatted(
                    shape.replicas(),
                    shape.slots(),
                    (shape.replicas() + shape.slots() - 1) / shape.slots()),
            "--set training.replicas=%d, or more cores".formatted(shape.slots())));
  }

  private List<Finding> dynamicAllocation() {
    if (!setup.spark().isTrue("spark.dynamicAllocation.enabled") || shape.executors() == 0) {
      return List.of();
    }
    return setup.demand().replicas().isPresent()
        ? List.of(
            warn(
                "dynamic-allocation",
                "spark.dynamicAllocation.enabled is true: the shards of removed executors are lost",
                "--conf spark.dynamicAllocation.enabled=false"))
        : List.of(
            warn(
                "dynamic-allocation",
                "spark.dynamicAllocation.enabled is true and training.replicas is 0: the number of replicas depends on how many executors have started",
                "--conf spark.dynamicAllocation.enabled=false, or --set training.replicas=N"));
  }

  /**
   * Checks for speculative execution. It does no harm to results: a task's effects are its result,
   * its accumulator updates and files, which Spark uses of one attempt only, and the ledger detects
   * duplicates. But the second attempt takes a core from another replica.
   */
  private List<Finding> speculation() {
    return setup.spark().isTrue("spark.speculation")
        ? List.of(
            warn(
                "speculation",
                "spark.speculation is true: a replica may be trained twice, on cores that other replicas need; results are used once",
                "--conf spark.speculation=false"))
        : List.of();
  }
}
