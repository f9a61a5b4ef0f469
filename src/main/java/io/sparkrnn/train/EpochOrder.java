package io.sparkrnn.train;

import static io.sparkrnn.train.Seeds.Purpose.BUCKETS;

import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.workload.Example;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Order of a shard's examples in an epoch, determined by (seed, epoch, shard) alone: that of {@link
 * ShuffledShard} and, with {@link TrainingSettings.Batching#BUCKETED}, minibatches of examples of
 * similar length.
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
  private final int shard;
  private final long size;
  private final int batchSize;
  private final ShuffledShard examples;

  /** Examples of the bucketing window used last, in its order, and the number of that window. */
  private List<Example> bucketed = List.of();

  private int bucketedWindow = -1;

  /** Creates the order for the minibatches of a round, which are requested in ascending order. */
  EpochOrder(ShardBatches.Round round, Shard shard) {
    this.round = round;
    this.shard = shard.id();
    this.size = shard.size();
    this.batchSize = round.plan().batchSize();
    int after = round.plan().firstBatch(size, round.round() + 1);
    this.examples =
        new ShuffledShard(shard, round.shuffleWindow(), round.seed(), round.epoch(), last(after));
  }

  /** Returns the number of examples that the minibatches before {@code batch} need. */
  private long last(int batch) {
    int whole =
        round.batches() == TrainingSettings.Batching.SHUFFLED
            ? batch
            : (batch + WINDOW - 1) / WINDOW * WINDOW;
    return Math.min(size, (long) whole * batchSize);
  }

  /** Returns the examples of the epoch's minibatch {@code batch}, counted from 0. */
  List<Example> minibatch(int batch) {
    long from = (long) batch * batchSize;
    long to = Math.min(from + batchSize, size);
    if (round.batches() == TrainingSettings.Batching.SHUFFLED) {
      return examples(from, to);
    }
    int window = batch / WINDOW;
    // A round needs few of the windows, so that each is sorted when its first minibatch is needed.
    if (window != bucketedWindow) {
      bucketedWindow = window;
      bucketed = bucketed(window);
    }
    long start = (long) window * WINDOW * batchSize;
    return bucketed.subList((int) (from - start), (int) (to - start));
  }

  private List<Example> examples(long from, long to) {
    return LongStream.range(from, to).mapToObj(examples::example).toList();
  }

  private List<Example> bucketed(int window) {
    long start = (long) window * WINDOW * batchSize;
    List<Example> shuffled = examples(start, Math.min(start + (long) WINDOW * batchSize, size));
    int batches = shuffled.size() / batchSize;
    List<Example> sorted = sorted(shuffled.subList(0, batches * batchSize));
    Example[] inBuckets = shuffled.toArray(Example[]::new);
    long seed = Seeds.derive(round.seed(), BUCKETS, round.epoch(), shard, window);
    int[] place = ShuffleWindow.shuffle(batches, new SplittableRandom(seed));
    for (int i = 0; i < sorted.size(); i++) {
      inBuckets[place[i / batchSize] * batchSize + i % batchSize] = sorted.get(i);
    }
    return List.of(inBuckets);
  }

  /** Returns examples sorted by length; the sort is stable. */
  private List<Example> sorted(List<Example> examples) {
    long[] keys = new long[examples.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((long) round.batcher().length(examples.get(i)) << Integer.SIZE) | i;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToObj(key -> examples.get((int) key)).toList();
  }
}
