package io.sparkrnn.workload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Binary form of float arrays without loss: two bytes per value if all are whole numbers from 0 to
 * 65,535, such as ids of words, else four. A header tells the length and which of the two it is.
 */
public final class CompactFloats {

  private static final int HEADER = Integer.BYTES;
  private static final int LARGEST = 0xFFFF;

  private CompactFloats() {}

  /** Returns the binary form of an array. */
  public static byte[] toBytes(float[] values) {
    boolean whole = isWhole(values);
    ByteBuffer out = ByteBuffer.allocate(size(values, whole)).order(ByteOrder.LITTLE_ENDIAN);
    put(values, whole, out);
    return out.array();
  }

  /** Returns the array of a binary form. */
  public static float[] of(ByteBuffer bytes) {
    return next(bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Returns whether each value fits an unsigned 16-bit number; negative zero does not. */
  static boolean isWhole(float[] values) {
    for (float value : values) {
      int number = (int) value;
      if (number < 0
          || number > LARGEST
          || Float.floatToRawIntBits(value) != Float.floatToRawIntBits(number)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of bytes that {@link #put} writes. */
  static int size(float[] values, boolean whole) {
    return Math.addExact(
        HEADER, Math.multiplyExact(values.length, whole ? Character.BYTES : Float.BYTES));
  }

  /**
   * Writes an array.
   *
   * @param whole what {@link #isWhole} tells of it
   * @param out in little-endian order
   */
  static void put(float[] values, boolean whole, ByteBuffer out) {
    out.putInt(Math.multiplyExact(values.length, 2) + (whole ? 1 : 0));
    if (whole) {
      for (float value : values) {
        out.putChar((char) value);
      }
    } else {
      out.asFloatBuffer().put(values);
      out.position(out.position() + values.length * Float.BYTES);
    }
  }

  /** Reads an array and moves the buffer, in little-endian order, behind it. */
  static float[] next(ByteBuffer in) {
    int header = in.getInt();
    float[] values = new float[header >>> 1];
    if ((header & 1) == 1) {
      for (int i = 0; i < values.length; i++) {
        values[i] = in.getChar();
      }
    } else {
      in.asFloatBuffer().get(values);
      in.position(in.position() + values.length * Float.BYTES);
    }
    return values;
  }
}
