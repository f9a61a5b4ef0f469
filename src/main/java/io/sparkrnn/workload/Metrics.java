package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.List;

/**
 * What judges a network: takes each example's account, can be joined with what another partition
 * took, and gives scores. One instance belongs to one thread; it travels by Java serialisation.
 */
public interface Metrics extends Serializable {

  /**
   * Takes one example's account: its index, target values and network outputs.
   *
   * @throws IllegalArgumentException if the arrays are not as long as these metrics need
   */
  void add(long index, float[] target, float[] output);

  /**
   * Adds what another accumulator of the same kind took; order of merging is fixed by the caller.
   *
   * @throws IllegalArgumentException if the other one is of another kind
   */
  void merge(Metrics other);

  /** The number of examples taken. */
  long count();

  /** The scores over all examples taken; NaN where no example was taken. */
  Scores scores();

  /** What to show in a report; empty where there is nothing but the scores. */
  List<Exhibit> exhibits();
}
