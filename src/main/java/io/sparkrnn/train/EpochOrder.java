package io.sparkrnn.train;

import static io.sparkrnn.train.Seeds.Purpose.BUCKETS;
import static io.sparkrnn.train.Seeds.Purpose.SHUFFLING;

import io.sparkrnn.config.TrainingSettings.Batches;
import io.sparkrnn.workload.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The order in which an epoch takes the examples of a shard, decided by (seed, epoch, shard) alone:
 * a shuffle, and within it, if so asked, minibatches of examples that are about equally long.
 *
 * <p>For these the shuffle is cut into windows of some minibatches. The examples of a window are
 * sorted by length and cut into minibatches, and the minibatches are shuffled. A last minibatch
 * that is shorter stays as the shuffle made it: no length is to come in small minibatches more
 * often.
 */
final class EpochOrder {

  /** Minibatches a window: enough for lengths to be alike, few enough to be a sample of all. */
  static final int WINDOW = 16;

  private final ShardBatches.Round round;
  private final Shard shard;
  private final int[] order;

  /** The window that was come to last, as buckets order it, and which one it is. */
  private int[] bucketed = {};

  private int bucketedWindow = -1;

  EpochOrder(ShardBatches.Round round, Shard shard) {
    this.round = round;
    this.shard = shard;
    long seed = Seeds.derive(round.seed(), SHUFFLING, round.epoch(), shard.id());
    this.order = shard.shuffled(seed);
  }

  /** The numbers below {@code size} in a random order. */
  static int[] shuffle(int size, SplittableRandom random) {
    int[] order = new int[size];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** The examples of a minibatch of the epoch, from 0. */
  List<Example> minibatch(int batch) {
    // A round needs few windows: each is put in order when it is come to.
    if (round.batches() == Batches.BUCKETED && batch / WINDOW != bucketedWindow) {
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

  /** This part of the order by length, equal ones as the shuffle has them. */
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
