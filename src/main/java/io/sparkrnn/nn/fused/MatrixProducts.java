package io.sparkrnn.nn.fused;

import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

import io.sparkrnn.nn.Precision;
import io.sparkrnn.nn.fused.NativeFloats.Block;
import org.bytedeco.javacpp.FloatPointer;

/** Products of row-major matrices of floats. */
abstract class MatrixProducts {

  /** One instance per thread, since {@link Bfloat16Products} has mutable state. */
  private static final ThreadLocal<MatrixProducts> IN_BFLOAT16 =
      ThreadLocal.withInitial(Bfloat16Products::new);

  /** Returns the products of a precision, for use by the current thread. */
  static MatrixProducts of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> OpenBlasProducts.PRODUCTS;
      case BFLOAT16 -> IN_BFLOAT16.get();
    };
  }

  /** Returns the best number of rows in one product with a matrix [inner, columns]. */
  abstract int rowsAtOnce(int inner, int columns);

  /**
   * Computes c = a b + beta c.
   *
   * @param a matrix [rows, inner]
   * @param b matrix [inner, columns]
   * @param c matrix [rows, columns]
   * @param beta 0 or 1
   */
  abstract void multiply(
      Block a, NativeFloats b, Block c, int rows, int inner, int columns, float beta);

  /**
   * Computes c += transpose(a) b.
   *
   * @param a matrix [rows, aColumns]
   * @param b matrix [rows, bColumns]
   * @param c matrix [aColumns, bColumns]
   */
  abstract void addTransposed(
      Block a, Block b, NativeFloats c, int rows, int aColumns, int bColumns);

  /**
   * Adds the column sums of a matrix to {@code sums}, [columns].
   *
   * @param a matrix [rows, columns]
   * @param ones vector of {@code rows} ones
   */
  static void addColumnSums(Block a, FloatPointer ones, NativeFloats sums, int rows, int columns) {
    cblas_sgemv(
        CblasRowMajor,
        CblasTrans,
        rows,
        columns,
        1,
        a.source(0),
        columns,
        ones,
        1,
        1,
        sums.target(0),
        1);
  }
}
