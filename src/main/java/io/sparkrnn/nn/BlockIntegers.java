package io.sparkrnn.nn;

import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * Vector of 8-bit integers, each block of which has a scale: a value is its integer, from -127 to
 * 127, times the block's scale, divided by 127.
 *
 * <p>Values are rounded up or down at random, so that the expected value is the value itself (QSGD,
 * Alistarh et al., "QSGD: communication-efficient SGD via gradient quantization and encoding",
 * NeurIPS 2017). Rounding errors then cancel out over replicas and rounds, in place of error
 * feedback, which adds a replica's error to its next vector, and would need a state on executors
 * that is lost with them.
 *
 * <p>If a block has a value that is not finite, all of its values are NaN.
 *
 * @param integers one a value
 * @param scales the largest magnitude of each block; NaN if a value is not finite
 */
public record BlockIntegers(byte[] integers, float[] scales) implements FloatVector {

  private static final int MAX = Byte.MAX_VALUE;

  /**
   * Rounds a part of a vector.
   *
   * @param from first float of the part, a multiple of {@link #BLOCK}
   * @param randoms the generator of a block of the whole vector: the part is what it would be if
   *     the whole vector were rounded
   */
  public static BlockIntegers of(
      FloatVector values, int from, int count, LongFunction<SplittableRandom> randoms) {
    byte[] integers = new byte[count];
    float[] scales = new float[FloatVector.blocks(count)];
    float[] block = new float[BLOCK];
    for (int b = 0; b < scales.length; b++) {
      int at = b * BLOCK;
      int length = Math.min(BLOCK, count - at);
      values.read(from + at, block, length);
      scales[b] = scale(block, length);
      round(block, length, scales[b], integers, at, randoms.apply((from + at) / BLOCK));
    }
    return new BlockIntegers(integers, scales);
  }

  private static float scale(float[] block, int length) {
    float largest = 0;
    for (int i = 0; i < length; i++) {
      // The maximum of a number and NaN is NaN.
      largest = Math.max(largest, Math.abs(block[i]));
    }
    return Float.isFinite(largest) ? largest : Float.NaN;
  }

  private static void round(
      float[] block, int length, float scale, byte[] to, int at, SplittableRandom random) {
    if (scale == 0 || Float.isNaN(scale)) {
      return;
    }
    // In doubles, as the reciprocal of a subnormal float is no float.
    double factor = MAX / (double) scale;
    for (int i = 0; i < length; i++) {
      // 0 to below 1
      double fraction = (random.nextInt() >>> 1) * 0x1p-31;
      double integer = Math.floor(block[i] * factor + fraction);
      // The product may be off by a last bit.
      to[at + i] = (byte) Math.max(-MAX, Math.min(MAX, integer));
    }
  }

  @Override
  public int length() {
    return integers.length;
  }

  @Override
  public long bytes() {
    return bytes(length());
  }

  /** Returns the bytes that are sent of a vector of {@code length} floats. */
  public static long bytes(int length) {
    return length + (long) Float.BYTES * FloatVector.blocks(length);
  }

  @Override
  public void read(int from, float[] to, int count) {
    for (int at = 0; at < count; at += BLOCK) {
      int end = Math.min(at + BLOCK, count);
      double step = scales[(from + at) / BLOCK] / (double) MAX;
      for (int i = at; i < end; i++) {
        to[i] = (float) (integers[from + i] * step);
      }
    }
  }
}
