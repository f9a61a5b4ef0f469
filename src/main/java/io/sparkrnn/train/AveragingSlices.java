package io.sparkrnn.train;

/**
 * Rule by which the averaging of replicas is divided into slices; the cost model of a cluster uses
 * the same.
 */
public final class AveragingSlices {

  /** Least number of replicas for slices: with fewer, a shuffle takes longer than it saves. */
  private static final int MIN_REPLICAS = 16;

  /** Least number of parameters in a slice: smaller ones are not worth a task. */
  private static final int MIN_PARAMETERS = 1 << 15;

  private AveragingSlices() {}

  /** Whether replicas on a cluster are averaged on the executors, and not on the driver. */
  public static boolean areUsedFor(int replicas) {
    return replicas >= MIN_REPLICAS;
  }

  /** Returns the number of slices: as many as replicas, unless they would be tiny. */
  public static int count(int replicas, long parameters) {
    return (int) Math.max(1, Math.min(replicas, parameters / MIN_PARAMETERS));
  }
}
