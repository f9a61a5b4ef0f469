package io.sparkrnn.store;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads a row vector of floats in the format of {@code Nd4j.write}: a buffer with the shape, then a
 * buffer with the values, each preceded by its allocation mode, length and type. Big-endian.
 */
final class NetworkArray {

  private static final int CHUNK = 1 << 16;

  /** Length of the shape buffer for rank 2: rank, two sizes, two strides, and three more values. */
  private static final int SHAPE = 8;

  private NetworkArray() {}

  /**
   * Reads an array of the shape (1, {@code length}). Allocates only that much, whatever the header
   * says.
   *
   * @throws IllegalArgumentException if the array has another shape or type
   * @throws EOFException if the array is truncated
   */
  static INDArray read(DataInputStream in, long length) throws IOException {
    requireHeader(in, SHAPE, "LONG");
    long rank = in.readLong();
    long rows = in.readLong();
    long columns = in.readLong();
    in.skipNBytes((SHAPE - 3L) * Long.BYTES);
    if (rank != 2 || rows != 1 || columns != length) {
      throw new IllegalArgumentException(
          "one of its arrays has the shape (%d, %d), its layers need (1, %d)"
              .formatted(rows, columns, length));
    }
    requireHeader(in, length, "FLOAT");
    float[] values = new float[Math.toIntExact(length)];
    for (int at = 0; at < values.length; at += CHUNK) {
      int count = Math.min(CHUNK, values.length - at);
      byte[] bytes = in.readNBytes(count * Float.BYTES);
      if (bytes.length < count * Float.BYTES) {
        throw new EOFException("one of its arrays is truncated");
      }
      ByteBuffer.wrap(bytes).asFloatBuffer().get(values, at, count);
    }
    if (in.read() >= 0) {
      throw new IllegalArgumentException("one of its arrays is longer than its header says");
    }
    return Nd4j.create(values, new long[] {1, length});
  }

  private static void requireHeader(DataInputStream in, long length, String type)
      throws IOException {
    in.readUTF(); // allocation mode of the writer, not needed
    long given = in.readLong();
    String givenType = in.readUTF();
    if (given != length || !givenType.equals(type)) {
      throw new IllegalArgumentException(
          "one of its arrays has %d values of type %.20s, expected %d of type %s"
              .formatted(given, givenType, length, type));
    }
  }
}
