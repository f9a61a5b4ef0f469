package io.sparkrnn.bench;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;

/** Measures a product of two float matrices by the BLAS library that the layers use. */
final class Sgemm implements AutoCloseable {

  /** Shape of the product of [rows, inner] and [inner, columns]. */
  record Shape(int rows, int inner, int columns) {

    /** Returns the number of floating-point operations of one product. */
    long flop() {
      return 2L * rows * inner * columns;
    }

    @Override
    public String toString() {
      return "%dx%dx%d".formatted(rows, inner, columns);
    }
  }

  private final Shape shape;
  private final FloatPointer a;
  private final FloatPointer b;
  private final FloatPointer c;

  Sgemm(Shape shape) {
    this.shape = shape;
    a = random((long) shape.rows() * shape.inner());
    b = random((long) shape.inner() * shape.columns());
    c = random((long) shape.rows() * shape.columns());
  }

  /** Returns random values; zeros or uninitialized memory could be faster or slower to multiply. */
  private static FloatPointer random(long length) {
    SplittableRandom random = new SplittableRandom(length);
    FloatPointer values = new FloatPointer(length);
    for (long i = 0; i < length; i++) {
      values.put(i, (float) random.nextDouble(-1, 1));
    }
    return values;
  }

  /** Multiplies for at least a number of seconds; returns GFLOP/s of this thread. */
  double gflops(double seconds) {
    return Stopwatch.perSecond(seconds, this::multiply) / 1e9;
  }

  private long multiply() {
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasNoTrans,
        shape.rows(),
        shape.columns(),
        shape.inner(),
        1,
        a,
        shape.inner(),
        b,
        shape.columns(),
        0,
        c,
        shape.columns());
    return shape.flop();
  }

  @Override
  public void close() {
    a.close();
    b.close();
    c.close();
  }
}
