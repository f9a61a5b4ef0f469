package io.sparkrnn.train;

import static io.sparkrnn.train.Seeds.Purpose.BUCKETS;
import static io.sparkrnn.train.Seeds.Purpose.SHUFFLING;

import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.workload.Example;
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
  private final int batchSize;
  private final int[] order;

  /** Order within the window used last, and the number of that window. */
  private int[] bucketed = {};

  private int bucketedWindow = -1;

  EpochOrder(ShardBatches.Round round, Shard shard) {
    this.round = round;
    this.shard = shard;
    this.batchSize = round.plan().batchSize();
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
    int from = batch * batchSize;
    int to = Math.min(from + batchSize, order.length);
    if (round.batches() == TrainingSettings.Batching.SHUFFLED) {
      return examples(order, from, to);
    }
    int window = batch / WINDOW;
    // A round needs few of the windows, so that each is sorted when its first minibatch is needed.
    if (window != bucketedWindow) {
      bucketedWindow = window;
      bucketed = bucketed(window);
    }
    int start = window * WINDOW * batchSize;
    return examples(bucketed, from - start, to - start);
  }

  private List<Example> examples(int[] positions, int from, int to) {
    return Arrays.stream(positions, from, to).mapToObj(shard::example).toList();
  }

  private int[] bucketed(int window) {
    int start = window * WINDOW * batchSize;
    int end = Math.min(start + WINDOW * batchSize, order.length);
    int batches = (end - start) / batchSize;
    int[] sorted = sorted(start, start + batches * batchSize);
    int[] inBuckets = Arrays.copyOfRange(order, start, end);
    long seed = Seeds.derive(round.seed(), BUCKETS, round.epoch(), shard.id(), window);
    int[] place = shuffle(batches, new SplittableRandom(seed));
    for (int i = 0; i < batches; i++) {
      System.arraycopy(sorted, i * batchSize, inBuckets, place[i] * batchSize, batchSize);
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
}
