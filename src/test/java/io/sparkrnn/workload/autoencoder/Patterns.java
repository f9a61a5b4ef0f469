package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Images that are made by a formula, so that other programs can make them too. */
final class Patterns {

  private Patterns() {}

  /** Pixels that a linear congruence gives, from 0 to 255. */
  static float[] image(int pixels, int seed) {
    float[] image = new float[pixels];
    long state = seed;
    for (int i = 0; i < pixels; i++) {
      state = (state * 1_103_515_245L + 12_345) % (1L << 31);
      image[i] = (state >> 16) % 256 / 255f;
    }
    return image;
  }

  /** Examples that are their own targets. */
  static List<Example> examples(int number, int pixels) {
    SplittableRandom random = new SplittableRandom(5);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      float[] image = image(pixels, random.nextInt(1_000_000));
      examples.add(new Example(i, image, image));
    }
    return examples;
  }
}
