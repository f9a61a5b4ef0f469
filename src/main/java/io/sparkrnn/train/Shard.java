package io.sparkrnn.train;

import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Examples of one partition, held in one object in a fixed order. */
public final class Shard implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int id;
  private final Example[] examples;

  /** Shuffle computed last; cached because all rounds of an epoch use the same. */
  private transient volatile Shuffle shuffle;

  Shard(int id, List<Example> examples) {
    this(id, examples.toArray(new Example[0]));
  }

  /** Wraps the array without a copy; the caller must not change it afterwards. */
  Shard(int id, Example[] examples) {
    this.id = id;
    this.examples = examples;
  }

  /** A random order and the seed that it was made with. */
  private record Shuffle(long seed, int[] order) {}

  public int id() {
    return id;
  }

  /** Returns an unmodifiable view of the examples, without copying them. */
  public List<Example> examples() {
    return Collections.unmodifiableList(Arrays.asList(examples));
  }

  Example example(int position) {
    return examples[position];
  }

  int size() {
    return examples.length;
  }

  /** Returns the examples' positions in the random order of {@code seed}; not to be changed. */
  int[] shuffled(long seed) {
    Shuffle known = shuffle;
    if (known == null || known.seed() != seed) {
      known = new Shuffle(seed, EpochOrder.shuffle(size(), new SplittableRandom(seed)));
      shuffle = known;
    }
    return known.order();
  }
}
