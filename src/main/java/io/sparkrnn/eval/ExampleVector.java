package io.sparkrnn.eval;

import java.io.Serializable;
import java.util.OptionalInt;

/**
 * Vector of an example: its latent representation, or a network's output for it.
 *
 * <p>It is a class because Spark's Kryo cannot serialize records.
 */
public final class ExampleVector implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int NO_LABEL = -1;

  private final long index;
  private final int label;
  private final float[] values;

  /**
   * Creates a vector that holds the array itself; the caller must not change it afterwards.
   *
   * @param index index of the example
   * @param label label of the example, 0 or more; empty: not known
   */
  public ExampleVector(long index, OptionalInt label, float[] values) {
    this.index = index;
    this.label = label.orElse(NO_LABEL);
    this.values = values;
  }

  public long index() {
    return index;
  }

  /** Returns the example's label; empty: not known. */
  public OptionalInt label() {
    return label == NO_LABEL ? OptionalInt.empty() : OptionalInt.of(label);
  }

  public float[] values() {
    return values;
  }

  /** Returns a vector with other values for the same example. */
  ExampleVector with(float[] other) {
    return new ExampleVector(index, label(), other);
  }
}
