package io.sparkrnn.plan;

import static io.sparkrnn.plan.Bytes.MIB;
import static io.sparkrnn.plan.Bytes.human;

import io.sparkrnn.workload.ExampleSize;
import java.util.List;
import java.util.stream.Stream;

/**
 * The memory that driver and executors need, part by part. Parts that follow from the settings are
 * counted; what Spark, the JVM and native libraries take for themselves was measured and rounded
 * up.
 *
 * @param driverHeap parts of the driver's heap
 * @param driverNative parts of its memory beside the heap
 * @param executorHeap parts of an executor's heap; empty if the driver is alone
 * @param executorNative likewise beside the heap
 */
public record Sizes(
    List<Amount> driverHeap,
    List<Amount> driverNative,
    List<Amount> executorHeap,
    List<Amount> executorNative) {

  private static final String ACTIVATIONS = "activations";

  /** What Spark and DL4J leave in a heap of their own after a collection, with room to work. */
  private static final long DRIVER_BASE = 384 * MIB;

  private static final long EXECUTOR_BASE = 256 * MIB;

  /** Spark sets so much of a heap apart, and lets 0.6 of the rest hold blocks. */
  private static final long SPARK_RESERVED = 300 * MIB;

  private static final double BLOCKS_SHARE = 0.6;

  /** Metaspace, compiled code, threads, network buffers, and pages of the native libraries. */
  private static final long PROCESS = 384 * MIB;

  /** A thread's buffers in BLAS, and what the allocator keeps for it. */
  private static final long THREAD = 48 * MIB;

  /** An example's object, its two arrays' headers, its index, and where the shard holds it. */
  private static final long EXAMPLE_OBJECTS = 72;

  /** A pair and its key, of which a shard is sorted when examples are dealt out. */
  private static final long DEALING = 64;

  /** An id's word: its text, its place in a map, and the same once more while they are counted. */
  private static final long WORD = 400;

  /** An answer to a test example: probability, label, index. */
  private static final long ANSWER = 24;

  /** Memory that grows with minibatches grows by an eighth more than it has to. */
  private static final double GROWTH = 1.125;

  public Sizes {
    driverHeap = List.copyOf(driverHeap);
    driverNative = List.copyOf(driverNative);
    executorHeap = List.copyOf(executorHeap);
    executorNative = List.copyOf(executorNative);
  }

  /** The sizes of a job in a shape. */
  public static Sizes of(Demand demand, Shape shape) {
    List<Amount> driverHeap = driverHeap(demand);
    List<Amount> driverNative = driverNative(demand);
    List<Amount> tasksHeap = tasksHeap(demand, shape);
    List<Amount> tasksNative = tasksNative(demand, shape);
    if (shape.executors() == 0) {
      return new Sizes(
          joined(driverHeap, tasksHeap), joined(driverNative, tasksNative), List.of(), List.of());
    }
    Amount base = new Amount("Spark and DL4J", EXECUTOR_BASE, "measured, with slack");
    Amount process = new Amount("JVM and native libraries", PROCESS, "measured, with slack");
    return new Sizes(
        driverHeap,
        driverNative,
        joined(List.of(base), tasksHeap),
        joined(List.of(process), tasksNative));
  }

  private static List<Amount> joined(List<Amount> first, List<Amount> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<Amount> driverHeap(Demand demand) {
    long replica = demand.replicaBytes();
    long extra =
        (demand.velocity() ? demand.weightBytes() : 0)
            + (demand.weightAverage() ? demand.weightBytes() : 0);
    boolean state = demand.keepsUndo() || demand.checkpoints();
    return List.of(
        new Amount("Spark and DL4J", DRIVER_BASE, "measured, with slack"),
        // train.ReplicaStart, cut into blocks that executors fetch.
        new Amount("broadcast", replica, "weights and updater state, as they are sent"),
        // train.KeptPartitions fetches one replica at a time, as bytes and as floats.
        new Amount("a replica's result", 2 * replica, "as bytes and as floats, one at a time"),
        // train.Snapshot: before an epoch, and for the checkpoint after it.
        new Amount(
            "state of training",
            state ? replica + extra : 0,
            "copy for rollback and checkpoint, one at a time"),
        new Amount(
            "best epoch", demand.keepsBest() ? demand.weightBytes() : 0, "training.keep = best"),
        new Amount("vocabulary", WORD * demand.ids(), "%,d ids".formatted(demand.ids())),
        new Amount(
            "first vectors",
            2L * Float.BYTES * demand.startVectors(),
            "model.embedding-start = lsa"),
        new Amount("test answers", answers(demand), "one a test example"));
  }

  private static List<Amount> driverNative(Demand demand) {
    long weights = demand.weightBytes();
    long copies = (demand.velocity() ? 2 : 0) + (demand.weightAverage() ? 2 : 0);
    return List.of(
        new Amount("JVM and native libraries", PROCESS, "measured, with slack"),
        new Amount(
            "the averaged network",
            demand.replicaBytes() + weights,
            "weights, gradients, updater state"),
        // train.ReplicaMean: the sum and the replica that is added.
        new Amount("mean of replicas", 2 * demand.replicaBytes(), "the sum and one replica"),
        new Amount("outer step and mean of weights", copies * weights, "copies of the weights"));
  }

  private static List<Amount> tasksHeap(Demand demand, Shape shape) {
    ExampleSize example = demand.example();
    long bytes = Float.BYTES * (example.features() + example.targets()) + EXAMPLE_OBJECTS;
    long held = (demand.heldExamples() + shape.workers() - 1) / shape.workers();
    long blocks =
        held * bytes + demand.replicaBytes() * (2 + (long) rounds(shape) * shape.tasksEach());
    // A block that finds no room goes to disk, which is slow: room for them sets the heap's size.
    long room = (long) (blocks / BLOCKS_SHARE) - blocks + SPARK_RESERVED;
    return List.of(
        new Amount("shards", held * bytes, "%,d examples of %,d bytes".formatted(held, bytes)),
        new Amount("dealing them out", held * DEALING, "once, at the start"),
        new Amount("a broadcast", 2 * demand.replicaBytes(), "as bytes and as floats"),
        new Amount(
            "replicas' results",
            demand.replicaBytes() * rounds(shape) * shape.tasksEach(),
            "%d a process".formatted(rounds(shape) * shape.tasksEach())),
        new Amount("room that Spark keeps", room, "blocks may fill 0.6 of the heap beyond 300 MB"));
  }

  /** Replicas that a core trains one after the other. */
  private static int rounds(Shape shape) {
    return (shape.replicas() + shape.slots() - 1) / shape.slots();
  }

  private static List<Amount> tasksNative(Demand demand, Shape shape) {
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
        new Amount(
            "replicas",
            network * tasks,
            "%d of %s, gradients too".formatted(tasks, human(network))),
        new Amount(
            ACTIVATIONS,
            pass * tasks,
            "%d of %s: %d examples to learn from, %d to score"
                .formatted(tasks, human(pass), demand.batchSize(), demand.evaluationBatchSize())),
        new Amount("threads", THREAD * tasks * shape.taskCpus(), "BLAS and the allocator"));
  }

  /** What judging the test examples brings to the driver. */
  static long answers(Demand demand) {
    return ANSWER * demand.examples().test();
  }

  /**
   * What JavaCPP's limit counts: the memory of passes. ND4J's own arrays are made by native code,
   * which does not ask.
   */
  static long limited(List<Amount> beside) {
    return beside.stream()
        .filter(amount -> amount.name().equals(ACTIVATIONS))
        .mapToLong(Amount::bytes)
        .sum();
  }

  /** Memory beside the heap that is the job's own, not the process's. */
  static long own(List<Amount> beside) {
    return Amount.sum(beside) - PROCESS;
  }
}
