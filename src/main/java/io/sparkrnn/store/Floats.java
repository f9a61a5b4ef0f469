package io.sparkrnn.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Converts float arrays to and from the stored form: IEEE 754, 32-bit, little-endian. */
final class Floats {

  private Floats() {}

  static byte[] toBytes(float[] floats) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(floats.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(floats);
    return bytes.array();
  }

  static float[] of(ByteBuffer bytes) {
    float[] floats = new float[bytes.remaining() / Float.BYTES];
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }
}
