package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.List;

/**
 * An accumulator of a network's metrics: it is updated with each example, merged with the
 * accumulators of other partitions, and computes scores. Instances are not thread-safe; they are
 * sent by Java serialization.
 */
public interface Metrics extends Serializable {

  /**
   * Adds one example.
   *
   * @param index the example's index in its split
   * @param target the expected outputs
   * @param output the network's outputs
   * @throws IllegalArgumentException if the arrays do not have the length that these metrics need
   */
  void add(long index, float[] target, float[] output);

  /**
   * Adds one example. Metrics that need the example's metadata override this.
   *
   * @param output the network's outputs
   */
  default void add(Example example, float[] output) {
    add(example.index(), example.targets(), output);
  }

  /**
   * Adds the examples of another accumulator of the same type. Sums of doubles depend on the order
   * of merging, so the caller merges in a fixed order.
   *
   * @throws IllegalArgumentException if the other accumulator is of another type
   */
  void merge(Metrics other);

  /** Returns the number of examples added. */
  long count();

  /** Returns the scores over all examples added; NaN without examples. */
  Scores scores();

  /** Returns the figures for the report; none by default. */
  default List<Figure> figures() {
    return List.of();
  }
}
