package io.sparkrnn.text;

/** Gram-Schmidt orthonormalization and the vector operations it needs. */
final class GramSchmidt {

  /** Relative norm below which the remainder of a vector is rounding error and is set to zero. */
  private static final double NOISE = 1e-10;

  private GramSchmidt() {}

  /**
   * Replaces vectors in place by orthonormal vectors of the same span, by modified Gram-Schmidt
   * with reorthogonalization; a vector in the span of the preceding ones becomes zero.
   */
  static void make(double[][] vectors) {
    for (int i = 0; i < vectors.length; i++) {
      double before = Math.sqrt(dot(vectors[i], vectors[i]));
      for (int turn = 0; turn < 2; turn++) {
        for (int j = 0; j < i; j++) {
          addMultiple(vectors[j], -dot(vectors[i], vectors[j]), vectors[i]);
        }
      }
      double norm = Math.sqrt(dot(vectors[i], vectors[i]));
      double scale = norm > NOISE * before ? 1 / norm : 0;
      for (int k = 0; k < vectors[i].length; k++) {
        vectors[i][k] *= scale;
      }
    }
  }

  /** Returns the dot product of two vectors of the same length. */
  static double dot(double[] a, double[] b) {
    // Four independent sums, so that additions need not wait for each other.
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      sum0 += a[i] * b[i];
      sum1 += a[i + 1] * b[i + 1];
      sum2 += a[i + 2] * b[i + 2];
      sum3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      sum0 += a[i] * b[i];
    }
    return sum0 + sum1 + sum2 + sum3;
  }

  /** Computes {@code to += factor * from}. */
  static void addMultiple(double[] from, double factor, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }
}
