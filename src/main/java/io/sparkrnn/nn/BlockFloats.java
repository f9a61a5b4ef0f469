package io.sparkrnn.nn;

import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * Vector of floating-point numbers of 8 or 16 bits, each block of which has its own range of
 * exponents: five bits of exponent below that of the block's largest value. With 16 bits, a number
 * has the sign, exponent and mantissa of an IEEE 754 half, scaled by a power of two; with 8 bits,
 * those of the format E5M2 (Micikevicius et al., "FP8 formats for deep learning", 2022). If no
 * value of a block is negative, the bit of the sign is one more of the mantissa.
 *
 * <p>Values are rounded up or down at random, so that the expected value is the value itself; see
 * {@link BlockIntegers}. A value that is not zero never becomes zero, however much smaller than its
 * block's largest: Adam divides the first moment by the root of the second, and would take an
 * enormous step if the second alone became zero. A second moment stays positive, too.
 *
 * <p>If a block has a value that is not finite, all of its values are NaN.
 *
 * @param length number of values
 * @param codes {@code width} bytes a value, the lower byte first
 * @param width bytes a value
 * @param ranges exponent of the largest value of each block, plus {@link #UNSIGNED} if no value is
 *     negative
 */
public record BlockFloats(int length, byte[] codes, int width, short[] ranges)
    implements FloatVector {

  private static final int UNSIGNED = 1 << 8;

  /** IEEE exponent of infinity and NaN. */
  private static final int NOT_FINITE = 255;

  private static final int EXPONENT_BITS = 5;
  private static final int FLOAT_MANTISSA = 23;
  private static final int MAGNITUDE = 0x7fffffff;

  /**
   * Rounds a part of a vector.
   *
   * @param width bytes a value, 1 or 2
   * @param from first float of the part, a multiple of {@link #BLOCK}
   * @param randoms the generator of a block of the whole vector: the part is what it would be if
   *     the whole vector were rounded
   */
  public static BlockFloats of(
      FloatVector values, int width, int from, int count, LongFunction<SplittableRandom> randoms) {
    byte[] codes = new byte[Math.multiplyExact(width, count)];
    short[] ranges = new short[FloatVector.blocks(count)];
    float[] block = new float[BLOCK];
    for (int b = 0; b < ranges.length; b++) {
      int at = b * BLOCK;
      int length = Math.min(BLOCK, count - at);
      values.read(from + at, block, length);
      ranges[b] = encode(block, length, width, codes, at, randoms.apply((from + at) / BLOCK));
    }
    return new BlockFloats(count, codes, width, ranges);
  }

  private static short encode(
      float[] block, int length, int width, byte[] codes, int at, SplittableRandom random) {
    int signs = 0;
    for (int i = 0; i < length; i++) {
      signs |= block[i] < 0 ? 1 : 0;
    }
    int unsigned = signs == 0 ? UNSIGNED : 0;
    int mantissa = mantissaBits(width, unsigned);
    int shift = FLOAT_MANTISSA - mantissa;
    int[] rounded = new int[length];
    int largest = 0;
    for (int i = 0; i < length; i++) {
      // Adding bits below the last one that is kept carries into it as often as it should, and from
      // the mantissa into the exponent.
      int low = random.nextInt() & (1 << shift) - 1;
      rounded[i] = ((Float.floatToRawIntBits(block[i]) & MAGNITUDE) + low) >>> shift;
      largest = Math.max(largest, rounded[i]);
    }
    int exponent = Math.min(NOT_FINITE, largest >>> mantissa);
    int lowest = lowest(exponent, mantissa);
    for (int i = 0; i < length; i++) {
      int code = block[i] == 0 ? 0 : Math.max(1, rounded[i] - lowest);
      put(codes, at + i, width, block[i] < 0 ? code | 1 << (Byte.SIZE * width - 1) : code);
    }
    return (short) (exponent | unsigned);
  }

  private static int mantissaBits(int width, int unsigned) {
    return Byte.SIZE * width - EXPONENT_BITS - (unsigned == 0 ? 1 : 0);
  }

  /** Returns what is subtracted from the bits of a float to get its code. */
  private static int lowest(int exponent, int mantissa) {
    return Math.max(0, exponent + 1 - (1 << EXPONENT_BITS)) << mantissa;
  }

  private static void put(byte[] codes, int index, int width, int code) {
    for (int i = 0; i < width; i++) {
      codes[width * index + i] = (byte) (code >>> Byte.SIZE * i);
    }
  }

  private int code(int index) {
    int low = Byte.toUnsignedInt(codes[width * index]);
    return width == 1 ? low : low | Byte.toUnsignedInt(codes[width * index + 1]) << Byte.SIZE;
  }

  @Override
  public long bytes() {
    return bytes(length, width);
  }

  /** Returns the bytes that are sent of a vector of {@code length} floats. */
  public static long bytes(int length, int width) {
    return (long) width * length + (long) Short.BYTES * FloatVector.blocks(length);
  }

  @Override
  public void read(int from, float[] to, int count) {
    for (int at = 0; at < count; at += BLOCK) {
      readBlock(from + at, to, at, Math.min(at + BLOCK, count));
    }
  }

  private void readBlock(int from, float[] to, int at, int end) {
    int exponent = ranges[from / BLOCK] & ~UNSIGNED;
    int unsigned = ranges[from / BLOCK] & UNSIGNED;
    int mantissa = mantissaBits(width, unsigned);
    int lowest = lowest(exponent, mantissa);
    int sign = unsigned == 0 ? 1 << (Byte.SIZE * width - 1) : 0;
    for (int i = at; i < end; i++) {
      int code = code(from - at + i);
      int magnitude = code & ~sign;
      float value = Float.intBitsToFloat((magnitude + lowest) << FLOAT_MANTISSA - mantissa);
      if (exponent == NOT_FINITE) {
        to[i] = Float.NaN;
      } else if (magnitude == 0) {
        to[i] = 0;
      } else {
        to[i] = magnitude == code ? value : -value;
      }
    }
  }
}
