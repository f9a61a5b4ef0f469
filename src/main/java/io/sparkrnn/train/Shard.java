package io.sparkrnn.train;

import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** The examples of one partition, held together in one object and in a fixed order. */
public final class Shard implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int id;
  private final Example[] examples;

  /** The last one that was asked for: the rounds of an epoch all ask for the same. */
  private transient volatile Shuffle shuffle;

  Shard(int id, List<Example> examples) {
    this(id, examples.toArray(new Example[0]));
  }

  /** Takes the array as it is; the caller leaves it alone from then on. */
  Shard(int id, Example[] examples) {
    this.id = id;
    this.examples = examples;
  }

  /** A random order and what it was made of. */
  private record Shuffle(long seed, int[] order) {}

  public int id() {
    return id;
  }

  /** A view, however large the shard is: this is asked for once for each example of an epoch. */
  public List<Example> examples() {
    return Collections.unmodifiableList(Arrays.asList(examples));
  }

  Example example(int place) {
    return examples[place];
  }

  int size() {
    return examples.length;
  }

  /** The places of all examples in the random order of a seed; not to be changed. */
  int[] shuffled(long seed) {
    Shuffle known = shuffle;
    if (known == null || known.seed() != seed) {
      known = new Shuffle(seed, EpochOrder.shuffle(size(), new SplittableRandom(seed)));
      shuffle = known;
    }
    return known.order();
  }
}
