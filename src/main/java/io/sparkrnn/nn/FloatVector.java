package io.sparkrnn.nn;

import java.io.Serializable;

/** Vector of floats, in full precision or in fewer bits, for sending between processes. */
public interface FloatVector extends Serializable {

  /** Floats that share a scale in vectors of fewer bits. */
  int BLOCK = 256;

  /** Returns the number of floats. */
  int length();

  /** Returns the bytes that are sent, without those of the object around them. */
  long bytes();

  /**
   * Reads floats.
   *
   * @param from first float, a multiple of {@link #BLOCK}
   * @param to array for the floats, from its beginning
   */
  void read(int from, float[] to, int count);

  /** Copies the floats to the beginning of {@code array}. */
  default void copyTo(float[] array) {
    float[] span = new float[8 * BLOCK];
    for (int at = 0; at < length(); at += span.length) {
      int count = Math.min(span.length, length() - at);
      read(at, span, count);
      System.arraycopy(span, 0, array, at, count);
    }
  }

  /** Adds {@code factor} times the floats to {@code sum}. */
  default void addTo(float[] sum, float factor) {
    // Two spans stay in the first-level cache. Java's compiler vectorizes well only loops over
    // arrays that begin at 0: these copies make the sum twice as fast.
    float[] span = new float[8 * BLOCK];
    float[] own = new float[8 * BLOCK];
    for (int at = 0; at < length(); at += span.length) {
      int count = Math.min(span.length, length() - at);
      read(at, span, count);
      System.arraycopy(sum, at, own, 0, count);
      for (int i = 0; i < count; i++) {
        own[i] += factor * span[i];
      }
      System.arraycopy(own, 0, sum, at, count);
    }
  }

  /** Returns the number of blocks of a vector of {@code length} floats. */
  static int blocks(int length) {
    return (length + BLOCK - 1) / BLOCK;
  }
}
