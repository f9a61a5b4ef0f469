package io.sparkrnn.nn.fused;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fpmath_mode_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_set_data_handle;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import io.sparkrnn.nn.fused.NativeFloats.Block;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * Matrix products by oneDNN with factors rounded to bfloat16 and sums in float, by the processor's
 * instructions for that (AMX). All matrices are stored as floats: oneDNN rounds the factors itself,
 * faster than Java code would.
 *
 * <p>oneDNN generates code once for each shape of a product. Shapes depend on the number of active
 * sequences at a time step, so that there can be as many as a minibatch has sequences.
 */
final class Bfloat16Products extends MatrixProducts {

  /** Rows in a block, few enough for the factors to stay in the second-level cache. */
  private static final int ROWS = 256;

  /** Up to this number of rows each number has its own code; above it, only multiples of it. */
  private static final int STEP = 64;

  private final engine processor = processor();
  private final stream calls = new stream(processor);
  private final Map<Shape, Product> products = new HashMap<>();
  private final Address left = new Address();
  private final Address right = new Address();
  private final Address result = new Address();

  /** Shape that oneDNN generates code for: [rows, inner] times [inner, columns]. */
  private record Shape(int rows, int inner, int columns, Left left, Then then) {}

  /** Memory layout of the left factor. */
  private enum Left {
    ROW_BY_ROW,
    COLUMN_BY_COLUMN
  }

  /** Treatment of the previous content of the result. */
  private enum Then {
    REPLACE,
    ADD
  }

  private static engine processor() {
    try {
      return new engine(engine.kind.cpu, 0);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "this jar has no oneDNN for %s, which bfloat16 needs; build it with -P bfloat16, or set model.precision to float32"
              .formatted(Loader.getPlatform()),
          e);
    }
  }

  @Override
  int rowsAtOnce(int inner, int columns) {
    return ROWS;
  }

  @Override
  void multiply(Block a, NativeFloats b, Block c, int rows, int inner, int columns, float beta) {
    Then then = beta == 0 ? Then.REPLACE : Then.ADD;
    int count;
    for (int from = 0; from < rows; from += count) {
      count = atOnce(rows - from);
      run(
          new Shape(count, inner, columns, Left.ROW_BY_ROW, then),
          a.source((long) from * inner),
          b.source(0),
          c.target((long) from * columns));
    }
  }

  @Override
  void addTransposed(Block a, Block b, NativeFloats c, int rows, int aColumns, int bColumns) {
    int count;
    for (int from = 0; from < rows; from += count) {
      count = atOnce(rows - from);
      run(
          new Shape(aColumns, count, bColumns, Left.COLUMN_BY_COLUMN, Then.ADD),
          a.source((long) from * aColumns),
          b.source((long) from * bColumns),
          c.target(0));
    }
  }

  private static int atOnce(int rows) {
    return rows <= STEP ? rows : Math.min(ROWS, rows / STEP * STEP);
  }

  private void run(Shape shape, FloatPointer a, FloatPointer b, FloatPointer c) {
    Product product = products.computeIfAbsent(shape, made -> new Product(processor, made));
    dnnl_memory_set_data_handle(product.handles[0], left.of(a));
    dnnl_memory_set_data_handle(product.handles[1], right.of(b));
    dnnl_memory_set_data_handle(product.handles[2], result.of(c));
    int status = dnnl_primitive_execute(product.code, calls.get(), 3, product.arguments);
    if (status != 0) {
      throw new IllegalStateException(
          "oneDNN failed with status %d for the product %s".formatted(status, shape));
    }
  }

  /** Reusable pointer to a position in an array, since oneDNN ignores a pointer's position. */
  private static final class Address extends Pointer {

    Address() {
      super((Pointer) null);
    }

    Address of(FloatPointer floats) {
      address = floats.address() + Float.BYTES * floats.position();
      return this;
    }
  }

  /** Generated code for a shape, with its arguments. */
  private static final class Product {

    private static final int[] ARGUMENTS = {DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST};

    /** Referenced so that the native objects behind {@link #code} are not freed. */
    private final matmul owner;

    private final memory[] memories;
    private final dnnl_primitive code;
    private final dnnl_memory[] handles = new dnnl_memory[ARGUMENTS.length];
    private final dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(ARGUMENTS.length);

    Product(engine processor, Shape shape) {
      memory.desc a =
          shape.left() == Left.ROW_BY_ROW
              ? matrix(shape.rows(), shape.inner(), shape.inner(), 1)
              : matrix(shape.rows(), shape.inner(), 1, shape.rows());
      memory.desc b = matrix(shape.inner(), shape.columns(), shape.columns(), 1);
      memory.desc c = matrix(shape.rows(), shape.columns(), shape.columns(), 1);
      owner =
          new matmul(
              new matmul.primitive_desc(processor, a, b, c, attributes(shape.then()), false));
      code = owner.get();
      memories =
          new memory[] {
            new memory(a, processor, new Pointer()),
            new memory(b, processor, new Pointer()),
            new memory(c, processor, new Pointer())
          };
      for (int i = 0; i < ARGUMENTS.length; i++) {
        handles[i] = memories[i].get();
        arguments.position(i).arg(ARGUMENTS[i]).memory(handles[i]);
      }
      arguments.position(0);
    }

    private static primitive_attr attributes(Then then) {
      primitive_attr attributes = new primitive_attr();
      attributes.set_fpmath_mode(dnnl_fpmath_mode_bf16);
      if (then == Then.ADD) {
        post_ops sum = new post_ops();
        sum.append_sum();
        attributes.set_post_ops(sum);
      }
      return attributes;
    }

    private static memory.desc matrix(int rows, int columns, int rowStride, int columnStride) {
      return new memory.desc(
          new long[] {rows, columns}, memory.data_type.f32, new long[] {rowStride, columnStride});
    }
  }
}
