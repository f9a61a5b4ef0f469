package io.sparkrnn.store;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads what {@code Nd4j.write} makes of a row of floats: a buffer of the shape, then one of the
 * values, each with its kind of allocation, its length and its type. Big-endian.
 */
final class NetworkArray {

  private static final int CHUNK = 1 << 16;

  /** Of two dimensions: their number, two sizes, two strides, and three values beside. */
  private static final int SHAPE = 8;

  private NetworkArray() {}

  /**
   * Reads an array of the shape (1, {@code length}); no more is allocated than that.
   *
   * @throws IllegalArgumentException if it is another one
   */
  static INDArray read(DataInputStream in, long length) throws IOException {
    requireHead(in, SHAPE, "LONG");
    long rank = in.readLong();
    long rows = in.readLong();
    long columns = in.readLong();
    in.skipNBytes((SHAPE - 3L) * Long.BYTES);
    if (rank != 2 || rows != 1 || columns != length) {
      throw new IllegalArgumentException(
          "an array of it has the shape (%d, %d), its layers need (1, %d)"
              .formatted(rows, columns, length));
    }
    requireHead(in, length, "FLOAT");
    float[] values = new float[Math.toIntExact(length)];
    for (int at = 0; at < values.length; at += CHUNK) {
      int count = Math.min(CHUNK, values.length - at);
      byte[] bytes = in.readNBytes(count * Float.BYTES);
      if (bytes.length < count * Float.BYTES) {
        throw new EOFException("an array of it ends too early");
      }
      ByteBuffer.wrap(bytes).asFloatBuffer().get(values, at, count);
    }
    if (in.read() >= 0) {
      throw new IllegalArgumentException("an array of it is longer than its head says");
    }
    return Nd4j.create(values, new long[] {1, length});
  }

  private static void requireHead(DataInputStream in, long length, String type) throws IOException {
    in.readUTF(); // how it was allocated, where it was written
    long given = in.readLong();
    String givenType = in.readUTF();
    if (given != length || !givenType.equals(type)) {
      throw new IllegalArgumentException(
          "an array of it has %d values of type %.20s, expected %d of type %s"
              .formatted(given, givenType, length, type));
    }
  }
}
