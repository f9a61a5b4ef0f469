package io.sparkrnn.eval;

import java.io.Serializable;
import java.util.OptionalInt;

/**
 * Numbers that stand for an example, or for what a network made of it.
 *
 * <p>A class rather than a record: Spark's Kryo cannot serialise records.
 */
public final class Vector implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int NO_LABEL = -1;

  private final long index;
  private final int label;
  private final float[] values;

  /**
   * Takes the array as it is; the caller leaves it alone from then on.
   *
   * @param index of the example
   * @param label of the example, 0 or more; empty: not known
   */
  public Vector(long index, OptionalInt label, float[] values) {
    this.index = index;
    this.label = label.orElse(NO_LABEL);
    this.values = values;
  }

  public long index() {
    return index;
  }

  /** The example's label; empty: not known. */
  public OptionalInt label() {
    return label == NO_LABEL ? OptionalInt.empty() : OptionalInt.of(label);
  }

  public float[] values() {
    return values;
  }

  /** Other numbers for the same example. */
  Vector with(float[] other) {
    return new Vector(index, label(), other);
  }
}
