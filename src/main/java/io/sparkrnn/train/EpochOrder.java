package io.sparkrnn.train;

import static io.sparkrnn.train.Seeds.Purpose.BUCKETS;
import static io.sparkrnn.train.Seeds.Purpose.SHUFFLING;

import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.workload.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Order of a shard's examples in an epoch, determined by (seed, epoch, shard) alone: a shuffle and,
 * with {@link TrainingSettings.Batching#BUCKETED}, minibatches of examples of similar length.
 *
 * <p>For bucketing, the shuffled order is cut into windows of {@value #WINDOW} minibatches. The
 * examples of a window are sorted by length and cut into minibatches, and these minibatches are
 * shuffled. A shorter last minibatch keeps its shuffled examples, so that examples of some length
 * do not end up in small minibatches more often than others.
 */
final class EpochOrder {

  /**
   * Number of minibatches in a window: enough for similar lengths within a minibatch, and few
   * enough that a window is a random sample of the shard.
   */
  static final int WINDOW = 16;

  private final ShardBatches.Round round;
  private final Shard shard;
  private final int[] order;

  /** Bucketed order of the window used last, and the number of that window. */
  private int[] bucketed = {};

  private int bucketedWindow = -1;

  EpochOrder(ShardBatches.Round round, Shard shard) {
    this.round = round;
    this.shard = shard;
    long seed = Seeds.derive(round.seed(), SHUFFLING, round.epoch(), shard.id());
    this.order = shard.shuffled(seed);
  }

  /** Returns the numbers 0 to {@code size - 1} in random order. */
  static int[] shuffle(int size, SplittableRandom random) {
    int[] order = new int[size];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Returns the examples of the epoch's minibatch {@code batch}, counted from 0. */
  List<Example> minibatch(int batch) {
    // A round needs few of the windows, so that each is sorted when its first minibatch is needed.
    if (round.batches() == TrainingSettings.Batching.BUCKETED && batch / WINDOW != bucketedWindow) {
      bucketedWindow = batch / WINDOW;
      bucketed = bucketed(bucketedWindow);
    }
    int from = batch * batchSize();
    int to = Math.min(from + batchSize(), order.length);
    List<Example> examples = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      examples.add(example(i));
    }
    return examples;
  }

  private int[] bucketed(int window) {
    int first = window * WINDOW;
    int batches = Math.min(WINDOW, order.length / batchSize() - first);
    int from = first * batchSize();
    int[] sorted = sorted(from, from + batches * batchSize());
    long seed = Seeds.derive(round.seed(), BUCKETS, round.epoch(), shard.id(), window);
    int[] place = shuffle(batches, new SplittableRandom(seed));
    int[] inBuckets = new int[sorted.length];
    for (int i = 0; i < batches; i++) {
      System.arraycopy(sorted, i * batchSize(), inBuckets, place[i] * batchSize(), batchSize());
    }
    return inBuckets;
  }

  /** Returns positions from..to of the order sorted by length; the sort is stable. */
  private int[] sorted(int from, int to) {
    long[] keys = new long[to - from];
    for (int i = 0; i < keys.length; i++) {
      Example example = shard.example(order[from + i]);
      keys[i] = ((long) round.batcher().length(example) << Integer.SIZE) | i;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> order[from + (int) key]).toArray();
  }

  private Example example(int position) {
    int within = position - bucketedWindow * WINDOW * batchSize();
    boolean inBuckets = bucketedWindow >= 0 && within < bucketed.length;
    return shard.example(inBuckets ? bucketed[within] : order[position]);
  }

  private int batchSize() {
    return round.plan().batchSize();
  }
}
