package io.sparkrnn.nn.fused;

/** Arithmetic on arrays in the heap; loops that the JIT turns into vector instructions. */
final class Rows {

  private Rows() {}

  /** to *= a, element by element. */
  static void multiply(float[] a, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] *= a[i];
    }
  }

  /** At least this long; what was there may be lost. */
  static float[] atLeast(float[] array, int length) {
    return array.length >= length ? array : new float[length + length / 8];
  }
}
