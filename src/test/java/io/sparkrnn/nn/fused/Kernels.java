package io.sparkrnn.nn.fused;

import io.sparkrnn.nn.NativeThreads;
import java.util.SplittableRandom;

/** What the benchmarks of the kernels work on: the reference minibatch, with made-up content. */
final class Kernels {

  static final int BATCH = 64;
  static final int LENGTH = 200;
  static final int VOCABULARY = 10_000;
  static final int UNITS = 128;

  private static final long SEED = 42;

  private Kernels() {}

  /** One core, as a task has. */
  static void limitThreads() {
    NativeThreads.limitTo(1);
  }

  static NativeFloats random(int length) {
    return outside(array(length, 1));
  }

  /** Outside the heap, as DL4J's arrays are. */
  static NativeFloats outside(float[] values) {
    NativeFloats floats = new NativeFloats();
    floats.reserve(values.length);
    floats.buffer().put(0, values);
    return floats;
  }

  /** Between minus and plus the bound. */
  static float[] array(int length, double bound) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    return values;
  }

  /** How many steps each sequence has: every length from 1 to the longest, evenly. */
  static int steps(int row) {
    return 1 + row * (LENGTH - 1) / (BATCH - 1);
  }

  /** Ids by Zipf's law, drawn by inversion of its integral; padding in front. */
  static float[] ids() {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] ids = new float[BATCH * LENGTH];
    for (int row = 0; row < BATCH; row++) {
      for (int step = LENGTH - steps(row); step < LENGTH; step++) {
        ids[row * LENGTH + step] = (int) Math.pow(VOCABULARY, random.nextDouble());
      }
    }
    return ids;
  }

  static float[] mask() {
    float[] mask = new float[BATCH * LENGTH];
    for (int row = 0; row < BATCH; row++) {
      for (int step = LENGTH - steps(row); step < LENGTH; step++) {
        mask[row * LENGTH + step] = 1;
      }
    }
    return mask;
  }
}
