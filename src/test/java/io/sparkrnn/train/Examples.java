package io.sparkrnn.train;

import io.sparkrnn.workload.Example;
import java.util.ArrayList;
import java.util.List;

/** Made-up examples. */
final class Examples {

  private Examples() {}

  /** Sequences of 6 ids below 30, half of them padded, with labels that can be learnt. */
  static List<Example> sequences(int count) {
    List<Example> examples = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      int padding = index % 4;
      float[] ids = new float[6];
      for (int step = padding; step < ids.length; step++) {
        ids[step] = 4 + (int) (Long.remainderUnsigned(Seeds.mix(index, step), 26));
      }
      examples.add(new Example(index, ids, new float[] {ids[5] < 17 ? 1 : 0}));
    }
    return examples;
  }
}
