package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.TrainingSettings.Batching;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

class EpochOrderTest {

  private static final int BATCH_SIZE = 5;

  /** Two windows and a bit, the last minibatch being short. */
  private static final int SIZE = 2 * EpochOrder.WINDOW * BATCH_SIZE + 3 * BATCH_SIZE + 2;

  private static final int BATCHES = 2 * EpochOrder.WINDOW + 4;

  private static final Shard SHARD = shard(3, SIZE);

  @ParameterizedTest
  @EnumSource(Batching.class)
  void takesEveryExampleOnce(Batching batches) {
    // Sizes around whole minibatches and whole windows.
    int window = EpochOrder.WINDOW * BATCH_SIZE;
    for (int size : new int[] {1, 4, 5, 6, window - 1, window, window + 1, window + 5, SIZE}) {
      List<List<Long>> order = order(batches, 42, 1, shard(0, size));

      assertThat(order.stream().flatMap(List::stream))
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, size).boxed().toList());
      assertThat(order.subList(0, order.size() - 1)).allMatch(batch -> batch.size() == BATCH_SIZE);
    }
  }

  @Test
  void holdsTheSameExamplesInAWindowAsTheShuffle() {
    List<List<Long>> shuffled = order(Batching.SHUFFLED, 42, 1, SHARD);
    List<List<Long>> bucketed = order(Batching.BUCKETED, 42, 1, SHARD);

    for (int from = 0; from < BATCHES; from += EpochOrder.WINDOW) {
      int to = Math.min(BATCHES, from + EpochOrder.WINDOW);
      assertThat(flat(bucketed.subList(from, to)))
          .containsExactlyInAnyOrderElementsOf(flat(shuffled.subList(from, to)));
    }
    // The short one.
    assertThat(bucketed.get(BATCHES - 1)).hasSize(2).isEqualTo(shuffled.get(BATCHES - 1));
  }

  /** Within a window, minibatches do not overlap in length, and come in no order of it. */
  @Test
  void bringsLikeLengthsTogether() {
    List<List<Long>> order = order(Batching.BUCKETED, 42, 1, SHARD);

    for (int from = 0; from < 2 * EpochOrder.WINDOW; from += EpochOrder.WINDOW) {
      List<List<Long>> window = order.subList(from, from + EpochOrder.WINDOW);
      List<List<Long>> sorted =
          window.stream()
              .sorted((one, other) -> Long.compare(length(one.get(0)), length(other.get(0))))
              .toList();
      assertThat(flat(sorted).stream().map(EpochOrderTest::length).toList()).isSorted();
      assertThat(window).isNotEqualTo(sorted);
    }
  }

  @ParameterizedTest
  @EnumSource(Batching.class)
  void dependsOnSeedEpochAndShardAlone(Batching batches) {
    List<List<Long>> order = order(batches, 42, 1, SHARD);

    assertThat(order(batches, 42, 1, SHARD)).isEqualTo(order);
    assertThat(
            new HashSet<>(
                Stream.of(
                        order,
                        order(batches, 43, 1, SHARD),
                        order(batches, 42, 2, SHARD),
                        order(batches, 42, 1, shard(4, SIZE)))
                    .toList()))
        .hasSize(4);
  }

  /** A round may begin anywhere in a window. */
  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 34, 35})
  void isTheSameFromAnywhere(int first) {
    List<List<Long>> order = order(Batching.BUCKETED, 42, 1, SHARD);

    assertThat(from(first, Batching.BUCKETED, 42, 1, SHARD))
        .isEqualTo(order.subList(first, BATCHES));
  }

  private static List<List<Long>> order(Batching batches, long seed, int epoch, Shard shard) {
    return from(0, batches, seed, epoch, shard);
  }

  private static List<List<Long>> from(
      int first, Batching batches, long seed, int epoch, Shard shard) {
    RoundPlan plan = new RoundPlan(BATCH_SIZE, 1);
    EpochOrder order =
        new EpochOrder(
            new ShardBatches.Round(
                plan, batches, Examples.WINDOW, seed, epoch, 0, 0, 1, new Lengths()),
            shard);
    List<List<Long>> indices = new ArrayList<>();
    for (int batch = first; batch < plan.batches(shard.size()); batch++) {
      indices.add(order.minibatch(batch).stream().map(Example::index).toList());
    }
    return indices;
  }

  private static List<Long> flat(List<List<Long>> batches) {
    return batches.stream().flatMap(List::stream).toList();
  }

  private static Shard shard(int id, int size) {
    return Examples.shard(id, Examples.sequences(size));
  }

  /** Many examples of each length. */
  private static int length(long index) {
    return (int) (index * 7 % 40);
  }

  /** Knows lengths, and makes no minibatches. */
  private record Lengths() implements Batcher {
    @Override
    public int length(Example example) {
      return EpochOrderTest.length(example.index());
    }

    @Override
    public DataSet minibatch(List<Example> examples) {
      throw new UnsupportedOperationException();
    }
  }
}
