package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Bag of the ids that the features of an example, a sequence, contain: all that a linear baseline
 * sees of it.
 *
 * <p>A class because Spark's Kryo cannot serialize records.
 */
public final class BagOfIds implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int size;
  private final int padding;
  private final int outputs;

  /**
   * Creates a bag.
   *
   * @param size number of ids: one more than the largest; rarer ids have larger numbers
   * @param padding id that is left out
   * @param outputs 1 for targets of 0 or 1; else the number of classes, whose index is the target
   */
  public BagOfIds(int size, int padding, int outputs) {
    this.size = size;
    this.padding = padding;
    this.outputs = outputs;
  }

  /** Returns the number of outputs of a linear model: 1 for two classes with one logit. */
  public int outputs() {
    return outputs;
  }

  /** Returns the class of an example. */
  public int label(Example example) {
    return label(example, outputs);
  }

  /** Returns the class of an example for a model with {@code outputs} outputs. */
  public static int label(Example example, int outputs) {
    float target = example.targets()[0];
    return outputs == 1 ? (target > 0.5f ? 1 : 0) : (int) target;
  }

  /** Returns the number of ids: one more than the largest. */
  public int size() {
    return size;
  }

  /** Returns the distinct ids of an example without padding, in ascending order. */
  public int[] of(Example example) {
    float[] features = example.features();
    int[] ids = new int[features.length];
    int count = 0;
    for (float feature : features) {
      if (feature != padding) {
        ids[count++] = (int) feature;
      }
    }
    Arrays.sort(ids, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || ids[i] != ids[i - 1]) {
        ids[distinct++] = ids[i];
      }
    }
    return Arrays.copyOf(ids, distinct);
  }
}
