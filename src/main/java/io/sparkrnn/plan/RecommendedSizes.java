package io.sparkrnn.plan;

import static io.sparkrnn.plan.Bytes.MIB;

/**
 * Recommended memory sizes in bytes: the estimated need and 25% slack, rounded up to 256 MiB.
 *
 * @param driverHeap heap of the driver
 * @param driverNative limit of JavaCPP's native memory of the driver
 * @param executorHeap heap of an executor; 0: there are no executors
 * @param executorNative limit of JavaCPP's native memory of an executor; 0: there are no executors
 * @param margin memory that a container needs beyond heap and native memory
 */
public record RecommendedSizes(
    long driverHeap, long driverNative, long executorHeap, long executorNative, long margin) {

  /** Factor for memory that the estimate does not contain. */
  private static final double SLACK = 1.25;

  private static final long LEAST_HEAP = 1024 * MIB;

  /** Memory of the JVM itself beyond heap and native memory. */
  private static final long MARGIN = 512 * MIB;

  /** Computes the recommended sizes for an estimated need. */
  static RecommendedSizes of(MemoryEstimate sizes) {
    boolean alone = sizes.executorHeap().isEmpty();
    return new RecommendedSizes(
        heap(MemoryItem.sum(sizes.driverHeap())),
        limit(MemoryEstimate.own(sizes.driverNative())),
        alone ? 0 : heap(MemoryItem.sum(sizes.executorHeap())),
        alone ? 0 : limit(MemoryEstimate.own(sizes.executorNative())),
        MARGIN);
  }

  private static long heap(long need) {
    return Math.max(LEAST_HEAP, Bytes.roundedUp((long) (need * SLACK)));
  }

  private static long limit(long need) {
    return Math.max(512 * MIB, Bytes.roundedUp((long) (need * SLACK)));
  }

  /** Returns the memory of an executor's container beyond its heap. */
  public long executorOverhead() {
    return executorNative + margin;
  }

  /** Returns the memory of the driver's container or process beyond its heap. */
  public long driverOverhead() {
    return driverNative + margin;
  }
}
