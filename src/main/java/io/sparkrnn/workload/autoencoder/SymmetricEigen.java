package io.sparkrnn.workload.autoencoder;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import java.util.Arrays;

/**
 * The eigendecomposition of a symmetric matrix by LAPACK's dsyevd, in descending order of the
 * eigenvalues. The sign of an eigenvector is chosen so that its largest component by magnitude is
 * positive.
 *
 * @param values eigenvalues, [size], descending
 * @param vectors orthonormal eigenvectors, [size][size], one per row
 */
record SymmetricEigen(double[] values, double[][] vectors) {

  /**
   * Decomposes a matrix.
   *
   * @param matrix [size, size]; not changed
   * @throws ArithmeticException if LAPACK does not converge
   */
  static SymmetricEigen of(double[] matrix, int size) {
    double[] columns = matrix.clone();
    double[] rising = new double[size];
    int info =
        LAPACKE_dsyevd(LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', size, columns, size, rising);
    if (info != 0) {
      throw new ArithmeticException(
          "LAPACK's dsyevd failed for a matrix of size %d: info = %d".formatted(size, info));
    }
    double[] values = new double[size];
    double[][] vectors = new double[size][];
    for (int i = 0; i < size; i++) {
      int column = size - 1 - i;
      values[i] = rising[column];
      vectors[i] = directed(Arrays.copyOfRange(columns, column * size, (column + 1) * size));
    }
    return new SymmetricEigen(values, vectors);
  }

  private static double[] directed(double[] vector) {
    double largest = 0;
    for (double x : vector) {
      if (Math.abs(x) > Math.abs(largest)) {
        largest = x;
      }
    }
    return largest < 0 ? Arrays.stream(vector).map(x -> -x).toArray() : vector;
  }
}
