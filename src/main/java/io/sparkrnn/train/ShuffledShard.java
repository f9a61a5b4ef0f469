package io.sparkrnn.train;

import static io.sparkrnn.train.Seeds.Purpose.BLOCKS;
import static io.sparkrnn.train.Seeds.Purpose.SHUFFLING;

import io.sparkrnn.workload.Example;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/**
 * Examples of a shard in the shuffled order of an epoch, which is determined by (seed, epoch,
 * shard) alone. They are read in ascending order of their positions.
 *
 * <p>A shard that is no larger than a window is shuffled as a whole. Of a larger one, the blocks
 * are shuffled, and then the examples within each window of consecutive blocks. Blocks are random
 * samples of the shard, as {@link Shards} assigns examples at random, so that a window is one too.
 * Memory for one window, and for the next one, which is read ahead, is all that a task needs.
 */
final class ShuffledShard {

  private final Shard shard;
  private final long seed;
  private final int epoch;

  /** Blocks in the order in which they are read. */
  private final int[] blocks;

  /** First block, in that order, of each window, and the number of blocks. */
  private final int[] firsts;

  /** Number of examples before each window, and that of all. */
  private final long[] starts;

  private final long end;
  private final RecentWindows recent;
  private int window = -1;
  private ShuffleWindow held;
  private Optional<FutureTask<Optional<ShuffleWindow>>> ahead = Optional.empty();

  /**
   * Creates the order of an epoch.
   *
   * @param windowSize number of examples in a window
   * @param seed the job's seed
   * @param epoch from 1
   * @param end position before which reading will end, so that nothing is read ahead for others
   */
  ShuffledShard(Shard shard, int windowSize, long seed, int epoch, long end) {
    this.shard = shard;
    this.seed = seed;
    this.epoch = epoch;
    this.end = end;
    this.recent = RecentWindows.OF_PROCESS;
    ShardLayout layout = shard.layout();
    int count = layout.blocksPerShard();
    int blocksPerWindow =
        shard.size() <= windowSize ? count : Math.max(1, windowSize / layout.blockSize());
    int windows = (count - 1) / blocksPerWindow + 1;
    this.blocks =
        windows == 1
            ? IntStream.range(0, count).toArray()
            : ShuffleWindow.shuffle(
                count, new SplittableRandom(Seeds.derive(seed, BLOCKS, epoch, shard.id())));
    this.firsts = new int[windows + 1];
    this.starts = new long[windows + 1];
    for (int next = 0; next < windows; next++) {
      // Evenly, so that the last window is not a small one.
      firsts[next + 1] = (int) ((long) count * (next + 1) / windows);
      starts[next + 1] =
          starts[next]
              + Arrays.stream(blocks, firsts[next], firsts[next + 1])
                  .mapToLong(block -> layout.size(shard.id(), block))
                  .sum();
    }
  }

  /** Returns the example at a position, which must not be less than that of an earlier call. */
  Example example(long position) {
    while (window < 0 || position >= starts[window + 1]) {
      read(window < 0 ? windowOf(position) : window + 1);
    }
    return held.example((int) (position - starts[window]), shard.codec());
  }

  private int windowOf(long position) {
    int found = 0;
    while (position >= starts[found + 1]) {
      found++;
    }
    return found;
  }

  private void read(int wanted) {
    held =
        recent.find(shard.name(), epoch, wanted).or(this::readAhead).orElseGet(() -> make(wanted));
    window = wanted;
    // The next round of the epoch may begin within this window.
    if (end < starts[wanted + 1]) {
      recent.put(shard.name(), epoch, wanted, held);
    } else {
      recent.remove(shard.name());
    }
    ahead = end > starts[wanted + 1] ? Optional.of(begin(wanted + 1)) : Optional.empty();
  }

  private ShuffleWindow make(int wanted) {
    return shuffled(wanted, numbers(wanted).mapToObj(shard::block).toList());
  }

  /** Returns the blocks of a window. */
  private IntStream numbers(int wanted) {
    return Arrays.stream(blocks, firsts[wanted], firsts[wanted + 1]);
  }

  private ShuffleWindow shuffled(int wanted, List<ExampleBlock> read) {
    // With one window, the seed is without a number.
    return new ShuffleWindow(
        read,
        firsts.length == 2
            ? Seeds.derive(seed, SHUFFLING, epoch, shard.id())
            : Seeds.derive(seed, SHUFFLING, epoch, shard.id(), wanted));
  }

  /** Begins to read a window in a thread of its own, so that training need not wait for it. */
  private FutureTask<Optional<ShuffleWindow>> begin(int wanted) {
    FutureTask<Optional<ShuffleWindow>> task = new FutureTask<>(() -> stored(wanted));
    Thread thread = new Thread(task, "read-ahead of shard " + shard.id());
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /** Returns a window whose blocks are all stored; empty: the task must make some of them again. */
  private Optional<ShuffleWindow> stored(int wanted) {
    List<ExampleBlock> found =
        numbers(wanted).mapToObj(shard::storedBlock).flatMap(Optional::stream).toList();
    return found.size() == numbers(wanted).count()
        ? Optional.of(shuffled(wanted, found))
        : Optional.empty();
  }

  private Optional<ShuffleWindow> readAhead() {
    if (ahead.isEmpty()) {
      return Optional.empty();
    }
    try {
      return ahead.get().get();
    } catch (ExecutionException e) {
      // The task reads the blocks itself, and fails with the cause if that is no better.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading examples", e);
    }
  }
}
