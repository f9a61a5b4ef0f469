package io.sparkrnn.text;

/** Vectors made orthonormal, and the arithmetic of it. */
final class OrthonormalBasis {

  /** What is left of a vector that lay in the span of those before it is noise. */
  private static final double NOISE = 1e-10;

  private OrthonormalBasis() {}

  /**
   * Replaces vectors by orthonormal ones of the same span, by Gram and Schmidt's way gone twice; a
   * vector in the span of those before it becomes zero.
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

  static double dot(double[] a, double[] b) {
    // Four sums at a time: the next addition need not wait for the last one.
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

  /** to += factor * from. */
  static void addMultiple(double[] from, double factor, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }
}
