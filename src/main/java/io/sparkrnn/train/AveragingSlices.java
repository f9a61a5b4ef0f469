package io.sparkrnn.train;

/**
 * Rule by which the averaging of replicas is divided into slices; the cost model of a cluster uses
 * the same.
 */
public final class AveragingSlices {

  /** Least number of parameters in a slice: smaller ones are not worth a task. */
  private static final int MIN_PARAMETERS = 1 << 15;

  private AveragingSlices() {}

  /** Returns the number of slices: as many as replicas, unless they would be tiny. */
  public static int count(int replicas, long parameters) {
    return (int) Math.max(1, Math.min(replicas, parameters / MIN_PARAMETERS));
  }
}
