package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.train.ShardBatches.Tag;
import io.sparkrnn.train.TrainingAccumulator.Key;
import io.sparkrnn.train.TrainingAccumulator.ShardRecord;
import org.junit.jupiter.api.Test;

class TrainingAccumulatorTest {

  @Test
  void addsUpTheBatchesOfARound() {
    TrainingAccumulator account = task(1, 0, 2, new long[] {7, 3}, new long[] {5});

    assertThat(account.value()).containsOnlyKeys(new Key(1, 0, 2));
    ShardRecord shard = account.value().get(new Key(1, 0, 2));
    assertThat(shard.used()).isEqualTo(3);
    assertThat(shard.metrics().count()).isEqualTo(3);
    assertThat(shard.indexSum())
        .isEqualTo(ShardRecord.mixed(3) + ShardRecord.mixed(5) + ShardRecord.mixed(7));
  }

  @Test
  void countsATaskThatRanTwiceOnce() {
    TrainingAccumulator driver = new TrainingAccumulator(CountingMetrics::new);
    driver.merge(task(1, 0, 0, new long[] {1, 2}, new long[] {3}));
    driver.merge(task(1, 0, 1, new long[] {4, 5}));

    driver.merge(timed(1, 0, 0, 70, "executor 2 (b)", new long[] {1, 2}, new long[] {3}));

    assertThat(driver.value()).hasSize(2);
    assertThat(driver.value().get(new Key(1, 0, 0)).used()).isEqualTo(3);
    assertThat(driver.value().get(new Key(1, 0, 0)).metrics().count()).isEqualTo(3);
    assertThat(driver.value().get(new Key(1, 0, 0)).nanos()).isEqualTo(2 * 70);
    assertThat(driver.value().get(new Key(1, 0, 0)).place()).isEqualTo("executor 2 (b)");
    assertThat(driver.value().get(new Key(1, 0, 1)).used()).isEqualTo(2);
  }

  @Test
  void keepsRoundsAndEpochsApartInOrder() {
    TrainingAccumulator driver = new TrainingAccumulator(CountingMetrics::new);
    driver.merge(task(2, 0, 0, new long[] {1}));
    driver.merge(task(1, 1, 0, new long[] {1}));
    driver.merge(task(1, 0, 10, new long[] {1}));
    driver.merge(task(1, 0, 9, new long[] {1}));

    assertThat(driver.value().keySet())
        .containsExactly(new Key(1, 0, 9), new Key(1, 0, 10), new Key(1, 1, 0), new Key(2, 0, 0));
  }

  @Test
  void startsAnewWhereSparkCopiesIt() {
    TrainingAccumulator driver = task(1, 0, 0, new long[] {1, 2});

    assertThat(driver.copyAndReset().isZero()).isTrue();
    assertThat(driver.isZero()).isFalse();
    driver.reset();
    assertThat(driver.isZero()).isTrue();
  }

  @Test
  void tellsSetsOfExamplesApart() {
    // Same number and same plain sum of indices, other examples.
    assertThat(sum(1, 4)).isNotEqualTo(sum(2, 3));
    assertThat(sum(2, 2)).isNotEqualTo(sum(1, 3));
    assertThat(sum(3, 2, 1)).isEqualTo(sum(1, 2, 3));
  }

  private static long sum(long... indices) {
    return task(1, 0, 0, indices).value().get(new Key(1, 0, 0)).indexSum();
  }

  private static TrainingAccumulator task(int epoch, int round, int shard, long[]... batches) {
    return timed(epoch, round, shard, 30, "executor 1 (a)", batches);
  }

  private static TrainingAccumulator timed(
      int epoch, int round, int shard, long nanos, String place, long[]... batches) {
    TrainingAccumulator account = new TrainingAccumulator(CountingMetrics::new);
    for (int i = 0; i < batches.length; i++) {
      account.add(
          new TrainingAccumulator.Batch(
              new Tag(epoch, round, shard, i, batches[i], 0),
              CountingMetrics.of(batches[i]),
              nanos,
              place));
    }
    return account;
  }
}
