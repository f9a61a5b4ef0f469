package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.Arrays;

/**
 * N-grams that the features of an example, a sequence of ids, contain.
 *
 * <p>A class because Spark's Kryo cannot serialize records.
 */
public final class NgramFeatures implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Most ids in an n-gram: with a million ids, a key of three fits in 63 bits. */
  private static final int MOST = 3;

  private final int size;
  private final int padding;
  private final int longest;
  private final int outputs;

  /**
   * Creates features.
   *
   * @param size number of ids: one more than the largest, at most 1,000,000
   * @param padding id that is left out
   * @param longest maximum number of ids in an n-gram, from 1 to 3
   * @param outputs 1 for targets of 0 or 1; else the number of classes, whose index is the target
   */
  public NgramFeatures(int size, int padding, int longest, int outputs) {
    if (longest < 1 || longest > MOST || size > 1_000_000) {
      throw new IllegalArgumentException(
          "n-grams of up to %d of %,d ids, expected up to %d of up to 1,000,000"
              .formatted(longest, size, MOST));
    }
    this.size = size;
    this.padding = padding;
    this.longest = longest;
    this.outputs = outputs;
  }

  /** Returns the number of outputs of a linear model: 1 for two classes with one logit. */
  public int outputs() {
    return outputs;
  }

  /** Returns the maximum number of ids in an n-gram. */
  public int longest() {
    return longest;
  }

  /** Returns the ids of a sequence without padding, in order. */
  public int[] ids(float[] features) {
    int[] ids = new int[features.length];
    int count = 0;
    for (float feature : features) {
      if (feature != padding) {
        ids[count++] = (int) feature;
      }
    }
    return Arrays.copyOf(ids, count);
  }

  /**
   * Returns the keys of the distinct n-grams in {@code ids[from .. to)}, in ascending order. A key
   * tells the ids and their number.
   */
  public long[] keys(int[] ids, int from, int to) {
    int count = to - from;
    long[] keys = new long[longest * count];
    int found = 0;
    for (int first = from; first < to; first++) {
      long key = 0;
      for (int at = first; at < Math.min(to, first + longest); at++) {
        // Digits of a number to the base size + 1; none is 0, so that numbers of ids differ.
        key = key * (size + 1L) + ids[at] + 1;
        keys[found++] = key;
      }
    }
    Arrays.sort(keys, 0, found);
    int distinct = 0;
    for (int i = 0; i < found; i++) {
      if (i == 0 || keys[i] != keys[i - 1]) {
        keys[distinct++] = keys[i];
      }
    }
    return Arrays.copyOf(keys, distinct);
  }
}
