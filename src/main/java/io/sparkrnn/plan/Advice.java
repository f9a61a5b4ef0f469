package io.sparkrnn.plan;

import static io.sparkrnn.plan.Bytes.MIB;

/** Sizes to ask for: what is needed, with slack, in steps. */
public record Advice(
    long driverHeap, long driverNative, long executorHeap, long executorNative, long margin) {

  /** What the parts do not foresee. */
  private static final double SLACK = 1.25;

  private static final long LEAST_HEAP = 1024 * MIB;

  /** A container's margin over heap and native memory, for the JVM itself. */
  private static final long MARGIN = 512 * MIB;

  /** Advice for these needs; an executor's is 0 where there is none. */
  static Advice of(Sizes sizes) {
    boolean alone = sizes.executorHeap().isEmpty();
    return new Advice(
        heap(Amount.sum(sizes.driverHeap())),
        limit(Sizes.own(sizes.driverNative())),
        alone ? 0 : heap(Amount.sum(sizes.executorHeap())),
        alone ? 0 : limit(Sizes.own(sizes.executorNative())),
        MARGIN);
  }

  private static long heap(long need) {
    return Math.max(LEAST_HEAP, Bytes.roundedUp((long) (need * SLACK)));
  }

  private static long limit(long need) {
    return Math.max(512 * MIB, Bytes.roundedUp((long) (need * SLACK)));
  }

  /** Of an executor's container, beside its heap. */
  public long executorOverhead() {
    return executorNative + margin;
  }

  /** Of the driver's container, or process, beside its heap. */
  public long driverOverhead() {
    return driverNative + margin;
  }
}
