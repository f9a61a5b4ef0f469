package io.sparkrnn.plan;

import static io.sparkrnn.plan.Bytes.MIB;
import static io.sparkrnn.plan.Bytes.human;

import io.sparkrnn.config.DataSettings.Storage;
import io.sparkrnn.workload.ExampleSize;
import java.util.List;
import java.util.stream.Stream;

/**
 * Estimate of the memory that the driver and each executor need, item by item. Items that depend on
 * the settings are computed. The memory of Spark, the JVM and native libraries was measured and
 * rounded up.
 *
 * @param driverHeap items of the driver's heap
 * @param driverNative items of the driver's memory outside the heap
 * @param executorHeap items of an executor's heap; empty if there are no executors
 * @param executorNative items of an executor's memory outside the heap; empty if there are none
 */
public record MemoryEstimate(
    List<MemoryItem> driverHeap,
    List<MemoryItem> driverNative,
    List<MemoryItem> executorHeap,
    List<MemoryItem> executorNative) {

  private static final String ACTIVATIONS = "activations";

  /** Heap that Spark and DL4J occupy after a garbage collection, with slack, in bytes. */
  private static final long DRIVER_BASE = 384 * MIB;

  private static final long EXECUTOR_BASE = 256 * MIB;

  /** Part of a heap that Spark reserves, in bytes. */
  private static final long SPARK_RESERVED = 300 * MIB;

  /** Fraction of the rest of a heap that Spark uses for blocks, {@code spark.memory.fraction}. */
  private static final double BLOCKS_SHARE = 0.6;

  /** Metaspace, code cache, threads, network buffers and native libraries, in bytes. */
  private static final long PROCESS = 384 * MIB;

  /** Buffers of BLAS and of the memory allocator per thread, in bytes. */
  private static final long THREAD = 48 * MIB;

  /** Text and map entry of a vocabulary word, twice because of the word counts, in bytes. */
  private static final long WORD = 400;

  /** Prediction of a test example: probability, label and index, in bytes. */
  private static final long ANSWER = 24;

  /** Factor by which workspaces of minibatches are larger than needed when they grow. */
  private static final double GROWTH = 1.125;

  public MemoryEstimate {
    driverHeap = List.copyOf(driverHeap);
    driverNative = List.copyOf(driverNative);
    executorHeap = List.copyOf(executorHeap);
    executorNative = List.copyOf(executorNative);
  }

  /** Estimates the memory of a job. */
  public static MemoryEstimate of(ResourceEstimate demand, ClusterShape shape) {
    List<MemoryItem> driverHeap = driverHeap(demand);
    List<MemoryItem> driverNative = driverNative(demand);
    List<MemoryItem> tasksHeap = tasksHeap(demand, shape);
    List<MemoryItem> tasksNative = tasksNative(demand, shape);
    if (shape.executors() == 0) {
      return new MemoryEstimate(
          joined(driverHeap, tasksHeap), joined(driverNative, tasksNative), List.of(), List.of());
    }
    MemoryItem base = new MemoryItem("Spark and DL4J", EXECUTOR_BASE, "measured, with slack");
    MemoryItem process =
        new MemoryItem("JVM and native libraries", PROCESS, "measured, with slack");
    return new MemoryEstimate(
        driverHeap,
        driverNative,
        joined(List.of(base), tasksHeap),
        joined(List.of(process), tasksNative));
  }

  private static List<MemoryItem> joined(List<MemoryItem> first, List<MemoryItem> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<MemoryItem> driverHeap(ResourceEstimate demand) {
    long replica = demand.replicaBytes();
    long extra =
        (demand.velocity() ? demand.weightBytes() : 0)
            + (demand.weightAverage() ? demand.weightBytes() : 0);
    boolean state = demand.keepsUndo() || demand.checkpoints();
    return List.of(
        new MemoryItem("Spark and DL4J", DRIVER_BASE, "measured, with slack"),
        // train.ReplicaWorker.InitialState, split into blocks that executors fetch.
        new MemoryItem("broadcast", replica, "weights and updater state, as they are sent"),
        // train.ReplicaMean: with few replicas one after the other, else the mean alone.
        new MemoryItem(
            "a replica's result", 3 * replica, "the sum, and a replica as bytes and as floats"),
        // train.Snapshot: before an epoch, and for the checkpoint after it.
        new MemoryItem(
            "state of training",
            state ? replica + extra : 0,
            "copy for rollback and checkpoint, one at a time"),
        new MemoryItem(
            "best epoch", demand.keepsBest() ? demand.weightBytes() : 0, "training.keep = best"),
        new MemoryItem("vocabulary", WORD * demand.ids(), "%,d ids".formatted(demand.ids())),
        new MemoryItem(
            "first vectors",
            2L * Float.BYTES * demand.pretrainedFloats(),
            "model.embedding-initializer = lsa"),
        new MemoryItem("test answers", answers(demand), "one per test example"));
  }

  private static List<MemoryItem> driverNative(ResourceEstimate demand) {
    long weights = demand.weightBytes();
    long copies = (demand.velocity() ? 2 : 0) + (demand.weightAverage() ? 2 : 0);
    return List.of(
        new MemoryItem("JVM and native libraries", PROCESS, "measured, with slack"),
        new MemoryItem(
            "the averaged network",
            demand.replicaBytes() + weights,
            "weights, gradients, updater state"),
        new MemoryItem("mean of replicas", demand.replicaBytes(), "weights and updater state"),
        new MemoryItem(
            "outer step and mean of weights", copies * weights, "copies of the weights"));
  }

  private static List<MemoryItem> tasksHeap(ResourceEstimate demand, ClusterShape shape) {
    MemoryItem examples = examples(demand, shape);
    long blocks =
        examples.bytes() + demand.replicaBytes() * (2 + (long) rounds(shape) * shape.tasksEach());
    // Blocks that do not fit are written to disk, which is slow, so the heap is sized to fit all.
    long room = (long) (blocks / BLOCKS_SHARE) - blocks + SPARK_RESERVED;
    return List.of(
        examples,
        new MemoryItem("a broadcast", 2 * demand.replicaBytes(), "as bytes and as floats"),
        new MemoryItem(
            "replicas' results",
            demand.replicaBytes() * rounds(shape) * shape.tasksEach(),
            "%d per process".formatted(rounds(shape) * shape.tasksEach())),
        new MemoryItem(
            "linear model",
            demand.linearBytes(),
            "one task, on one of the processes: the baseline or the teacher, whichever is larger"),
        new MemoryItem(
            "room that Spark keeps", room, "blocks may fill 0.6 of the heap beyond 300 MB"));
  }

  /** Returns the memory for training examples: of all, or of the windows of a shuffle from disk. */
  private static MemoryItem examples(ResourceEstimate demand, ClusterShape shape) {
    long row = demand.example().rowBytes();
    long held = (demand.examples().held() + shape.workers() - 1) / shape.workers();
    // One that is read, and the next one.
    long windows = 2L * demand.shuffleWindow() * shape.tasksEach();
    return held <= windows || demand.storage() == Storage.MEMORY
        ? new MemoryItem("examples", held * row, "%,d examples of %,d bytes".formatted(held, row))
        : new MemoryItem(
            "examples",
            windows * row,
            "%,d examples of %,d bytes while %,d are read from disk (%s)"
                .formatted(windows, row, held, human(held * row)));
  }

  /** Returns the number of replicas that a task slot trains one after the other. */
  private static int rounds(ClusterShape shape) {
    return (shape.replicas() + shape.slots() - 1) / shape.slots();
  }

  private static List<MemoryItem> tasksNative(ResourceEstimate demand, ClusterShape shape) {
    int tasks = shape.tasksEach();
    ExampleSize example = demand.example();
    long network = demand.replicaBytes() + demand.weightBytes();
    long largest = Math.max(demand.batchSize(), demand.evaluationBatchSize());
    long pass =
        (long)
            (GROWTH
                * Float.BYTES
                * (example.inference() * largest + example.training() * demand.batchSize()));
    return List.of(
        new MemoryItem(
            "replicas",
            network * tasks,
            "%d of %s, gradients too".formatted(tasks, human(network))),
        new MemoryItem(
            ACTIVATIONS,
            pass * tasks,
            "%d of %s: minibatches of %d for training, %d for evaluation"
                .formatted(tasks, human(pass), demand.batchSize(), demand.evaluationBatchSize())),
        new MemoryItem("threads", THREAD * tasks * shape.taskCpus(), "BLAS and the allocator"));
  }

  /** Returns the size of the predictions of all test examples in bytes. */
  static long answers(ResourceEstimate demand) {
    return ANSWER * demand.examples().test();
  }

  /**
   * Returns the bytes that JavaCPP's limit applies to: the activations. ND4J's arrays are allocated
   * by native code, to which the limit does not apply.
   */
  static long limited(List<MemoryItem> beside) {
    return beside.stream()
        .filter(amount -> amount.name().equals(ACTIVATIONS))
        .mapToLong(MemoryItem::bytes)
        .sum();
  }

  /** Returns the bytes outside the heap that the job needs, without those of the process itself. */
  static long own(List<MemoryItem> beside) {
    return MemoryItem.sum(beside) - PROCESS;
  }
}
