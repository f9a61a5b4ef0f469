package io.sparkrnn.nn.fused;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One step's product with the recurrent weights, cut to OpenBLAS's best sizes and whole. */
public class OpenBlasProductsBenchmark extends KernelBenchmark {

  private static final int UNITS = Kernels.UNITS;

  /** Sequences at work at a step. */
  @Param({"16", "64", "256"})
  private int rows;

  private NativeFloats states;
  private NativeFloats weights;
  private NativeFloats product;

  @Setup
  public void prepare() {
    Kernels.limitThreads();
    states = Kernels.random(rows * UNITS);
    weights = Kernels.random(UNITS * UNITS);
    product = Kernels.random(rows * UNITS);
  }

  @Benchmark
  public void split() {
    OpenBlasProducts.PRODUCTS.multiply(
        states.from(0), weights, product.from(0), rows, UNITS, UNITS, 0);
  }

  @Benchmark
  public void whole() {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        rows,
        UNITS,
        UNITS,
        1,
        states.source(0),
        UNITS,
        weights.source(0),
        UNITS,
        0,
        product.target(0),
        UNITS);
  }
}
