package io.sparkrnn.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Matrix of weights in row-major order.
 *
 * @param values {@code rows * columns} values
 */
record Matrix(int rows, int columns, float[] values) {

  Matrix {
    if (values.length != Math.multiplyExact(rows, columns)) {
      throw new IllegalArgumentException(
          "%d values do not fit a matrix of [%d, %d]".formatted(values.length, rows, columns));
    }
    values = values.clone();
  }

  /** Converts a matrix, or a vector as a matrix of one row. */
  static Matrix of(INDArray array) {
    int rows = array.rank() == 1 ? 1 : Math.toIntExact(array.size(0));
    return new Matrix(
        rows, Math.toIntExact(array.length() / rows), array.dup('c').data().asFloat());
  }

  static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new float[rows * columns]);
  }

  INDArray array() {
    return Nd4j.create(values, new long[] {rows, columns}, 'c');
  }

  float[][] toRows() {
    float[][] all = new float[rows][];
    Arrays.setAll(all, row -> Arrays.copyOfRange(values, row * columns, (row + 1) * columns));
    return all;
  }

  /** Returns the values as little-endian IEEE 754 floats. */
  byte[] littleEndian() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  String shape() {
    return "[%d, %d]".formatted(rows, columns);
  }
}
