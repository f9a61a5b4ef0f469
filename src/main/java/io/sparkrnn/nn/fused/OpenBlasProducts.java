package io.sparkrnn.nn.fused;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import io.sparkrnn.blas.BlasLibrary;
import io.sparkrnn.blas.InstructionSet;
import io.sparkrnn.nn.fused.NativeFloats.Block;

/** Products of row-major matrices by OpenBLAS, in blocks of the size at which it is fastest. */
final class OpenBlasProducts extends MatrixProducts {

  /** The only instance; it has no state. */
  static final MatrixProducts PRODUCTS = new OpenBlasProducts();

  /**
   * Largest product rows x inner x columns for which OpenBLAS's AVX-512 kernels multiply without
   * packing the matrices first, at 1.3 times the speed (185 against 140 GFLOP/s).
   */
  private static final long UNPACKED = 1_000_000;

  /** Smallest number of rows in a block for which unpacked products are faster. */
  private static final int FEWEST_ROWS = 16;

  /** Rows in a block of products that OpenBLAS packs. */
  private static final int PACKED_ROWS = 1024;

  private OpenBlasProducts() {}

  /**
   * Holder of whether the kernels in use have the fast path for small products. This depends on the
   * kernels and not on the processor: the block size affects the last bits of sums, and pinned
   * kernels must give the same bits on every processor.
   */
  private static final class Kernels {
    static final boolean FOR_AVX512 =
        BlasLibrary.load().coreType().instructions() == InstructionSet.AVX512;

    private Kernels() {}
  }

  @Override
  int rowsAtOnce(int inner, int columns) {
    long rows = UNPACKED / ((long) inner * columns);
    return Kernels.FOR_AVX512 && rows >= FEWEST_ROWS
        ? (int) Math.min(rows, PACKED_ROWS)
        : PACKED_ROWS;
  }

  @Override
  void multiply(Block a, NativeFloats b, Block c, int rows, int inner, int columns, float beta) {
    int parts = parts(rows, rowsAtOnce(inner, columns));
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) rows * part / parts);
      int to = (int) ((long) rows * (part + 1) / parts);
      cblas_sgemm(
          CblasRowMajor,
          CblasNoTrans,
          CblasNoTrans,
          to - from,
          columns,
          inner,
          1,
          a.source((long) from * inner),
          inner,
          b.source(0),
          columns,
          beta,
          c.target((long) from * columns),
          columns);
    }
  }

  @Override
  void addTransposed(Block a, Block b, NativeFloats c, int rows, int aColumns, int bColumns) {
    int parts = parts(rows, rowsAtOnce(aColumns, bColumns));
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) rows * part / parts);
      int to = (int) ((long) rows * (part + 1) / parts);
      cblas_sgemm(
          CblasRowMajor,
          CblasTrans,
          CblasNoTrans,
          aColumns,
          bColumns,
          to - from,
          1,
          a.source((long) from * aColumns),
          aColumns,
          b.source((long) from * bColumns),
          bColumns,
          1,
          c.target(0),
          bColumns);
    }
  }

  private static int parts(int rows, int atOnce) {
    return (rows + atOnce - 1) / atOnce;
  }
}
