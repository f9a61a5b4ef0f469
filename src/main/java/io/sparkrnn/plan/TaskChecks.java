package io.sparkrnn.plan;

import static io.sparkrnn.plan.Finding.refuse;
import static io.sparkrnn.plan.Finding.warn;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether tasks, cores, threads and replicas go together. */
final class TaskChecks {

  private final Setup setup;
  private final Shape shape;

  private TaskChecks(Setup setup) {
    this.setup = setup;
    this.shape = setup.shape();
  }

  static Stream<Finding> of(Setup setup) {
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
                "spark.task.cpus is %d, and %s has %d: no task could ever run"
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
   * Each task limits its own threads before it trains, so that a wrong variable costs the threads
   * that native code starts at first, and all of it where a library does not listen.
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
      // This job sets it where nobody did.
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
                "OMP_NUM_THREADS is %s, and %d tasks share a process, each owning %d: native threads would outnumber the cores"
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
            "training.replicas is %d, and %d tasks run at once: each round takes %d turns"
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
                "spark.dynamicAllocation.enabled is true: executors that go take their shards with them",
                "--conf spark.dynamicAllocation.enabled=false"))
        : List.of(
            warn(
                "dynamic-allocation",
                "spark.dynamicAllocation.enabled is true and training.replicas is 0: how many replicas there are depends on which executors have come",
                "--conf spark.dynamicAllocation.enabled=false, or --set training.replicas=N"));
  }

  /**
   * What a task changes is its result, its accumulator's update, and files that Spark commits once;
   * Spark counts them of one attempt alone, and the ledger would tell if it did not. So nothing
   * fails; but the second attempt takes a core from another replica.
   */
  private List<Finding> speculation() {
    return setup.spark().isTrue("spark.speculation")
        ? List.of(
            warn(
                "speculation",
                "spark.speculation is true: a replica may be trained twice, on cores that others need; results count once",
                "--conf spark.speculation=false"))
        : List.of();
  }
}
