package io.sparkrnn.nn.fused;

/** Operations on arrays in the heap, as loops that the JIT compiler vectorizes. */
final class HeapArrays {

  private HeapArrays() {}

  /** Computes to *= a for the first {@code count} elements. */
  static void multiply(float[] a, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] *= a[i];
    }
  }

  /** Returns an array of at least this length; the content may be lost. */
  static float[] atLeast(float[] array, int length) {
    return array.length >= length ? array : new float[length + length / 8];
  }
}
