package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.workload.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShuffledShardTest {

  /** Blocks of 8 examples, windows of 64. */
  private static final int WINDOW = 64;

  /** Twelve windows, the last block of one example. */
  private static final int SIZE = 12 * WINDOW - 7;

  private static final List<Example> EXAMPLES = Examples.sequences(SIZE);

  @Test
  void givesEachExampleOnceWhateverTheSize() {
    for (int size : new int[] {1, 7, 8, 9, 63, 64, 65, 72, 127, 128, 129, 512, 513, SIZE}) {
      assertThat(order(EXAMPLES.subList(0, size), WINDOW, 42, 1))
          .containsExactlyInAnyOrderElementsOf(range(0, size));
    }
  }

  @Test
  void shufflesBlocksAndThenTheExamplesOfAWindow() {
    List<Long> order = order(EXAMPLES, WINDOW, 42, 1);

    for (int at = 0; at < SIZE; ) {
      // The window with the block of one example is shorter.
      int shorter = at + WINDOW - 7;
      int end = order.subList(at, shorter).contains(SIZE - 1L) ? shorter : at + WINDOW;
      List<Long> window = order.subList(at, end);
      List<Long> sorted = window.stream().sorted().toList();
      assertThat(window).isNotEqualTo(sorted);
      assertThat(new HashSet<>(window.stream().map(index -> index / 8).toList())).hasSize(8);
      assertThat(sorted).as("not consecutive blocks").isNotEqualTo(range(at, end));
      at = end;
    }
  }

  @Test
  void dependsOnSeedEpochAndShardAlone() {
    List<Long> order = order(EXAMPLES, WINDOW, 42, 1);

    assertThat(order(EXAMPLES, WINDOW, 42, 1)).isEqualTo(order);
    assertThat(order(EXAMPLES, WINDOW, 43, 1)).isNotEqualTo(order);
    assertThat(order(EXAMPLES, WINDOW, 42, 2)).isNotEqualTo(order);
    assertThat(read(shard(4, new ArrayList<>()), WINDOW, 42, 1, 0, SIZE)).isNotEqualTo(order);
  }

  /** The order of earlier versions, on which the results of runs so far rest. */
  @Test
  void shufflesAShardNoLargerThanAWindowAsAWhole() {
    List<Long> order = order(EXAMPLES, SIZE, 42, 3);

    int[] expected =
        ShuffleWindow.shuffle(
            SIZE, new SplittableRandom(Seeds.derive(42, Seeds.Purpose.SHUFFLING, 3, 0)));
    assertThat(order).isEqualTo(Arrays.stream(expected).asLongStream().boxed().toList());
  }

  @Test
  void beginsAnywhere() {
    List<Long> order = order(EXAMPLES, WINDOW, 42, 1);

    for (int from : new int[] {1, 63, 64, 65, 400, SIZE - 1}) {
      assertThat(read(shard(0, new ArrayList<>()), WINDOW, 42, 1, from, SIZE))
          .isEqualTo(order.subList(from, SIZE));
    }
  }

  @Test
  void readsEachBlockOnceAlthoughTheEpochHasManyRounds() {
    List<Integer> reads = new ArrayList<>();
    Shard shard = shard(0, reads);

    List<Long> cut = new ArrayList<>();
    for (int from = 0; from < SIZE; from += 10) {
      cut.addAll(read(shard, WINDOW, 42, 1, from, Math.min(SIZE, from + 10)));
    }

    assertThat(cut).isEqualTo(order(EXAMPLES, WINDOW, 42, 1));
    assertThat(reads).hasSize(SIZE / 8 + 1).doesNotHaveDuplicates();
  }

  private static List<Long> range(long from, long end) {
    return LongStream.range(from, end).boxed().toList();
  }

  private static Shard shard(int id, List<Integer> reads) {
    return Examples.shard(id, EXAMPLES, WINDOW, reads);
  }

  private static List<Long> order(List<Example> examples, int window, long seed, int epoch) {
    Shard shard = Examples.shard(0, examples, window, new ArrayList<>());
    return read(shard, window, seed, epoch, 0, examples.size());
  }

  private static List<Long> read(Shard shard, int window, long seed, int epoch, int from, int to) {
    ShuffledShard shuffled = new ShuffledShard(shard, window, seed, epoch, to);
    return LongStream.range(from, to)
        .mapToObj(position -> shuffled.example(position).index())
        .toList();
  }
}
