package io.sparkrnn.nn.fused;

import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

import io.sparkrnn.config.ModelSettings.Precision;
import org.bytedeco.javacpp.FloatPointer;

/** Products of row-major matrices of floats. */
abstract class Products {

  /** Of a thread, since what computes in bfloat16 keeps memory for its calls. */
  private static final ThreadLocal<Products> IN_BFLOAT16 =
      ThreadLocal.withInitial(BfloatProducts::new);

  /** Products of a precision, for this thread. */
  static Products of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> Gemm.PRODUCTS;
      case BFLOAT16 -> IN_BFLOAT16.get();
    };
  }

  /** How many rows to give to one product with a matrix [inner, columns]. */
  abstract int rowsAtOnce(int inner, int columns);

  /**
   * c = a b + beta c.
   *
   * @param a [rows, inner] from {@code aFrom}
   * @param b [inner, columns] from its beginning
   * @param c [rows, columns] from {@code cFrom}
   * @param beta 0 or 1
   */
  abstract void multiply(
      NativeFloats a,
      long aFrom,
      NativeFloats b,
      NativeFloats c,
      long cFrom,
      int rows,
      int inner,
      int columns,
      float beta);

  /**
   * c += transpose(a) b.
   *
   * @param a [rows, aColumns] from {@code aFrom}
   * @param b [rows, bColumns] from {@code bFrom}
   * @param c [aColumns, bColumns] from its beginning
   */
  abstract void addTransposed(
      NativeFloats a,
      long aFrom,
      NativeFloats b,
      long bFrom,
      NativeFloats c,
      int rows,
      int aColumns,
      int bColumns);

  /** sums += the sums of the columns of a [rows, columns] from {@code aFrom}; {@code ones}: 1s. */
  static void addColumnSums(
      NativeFloats a, long aFrom, FloatPointer ones, NativeFloats sums, int rows, int columns) {
    cblas_sgemv(
        CblasRowMajor,
        CblasTrans,
        rows,
        columns,
        1,
        a.source(aFrom),
        columns,
        ones,
        1,
        1,
        sums.target(0),
        1);
  }
}
