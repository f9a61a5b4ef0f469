package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.train.TrainingAccount.Key;
import org.junit.jupiter.api.Test;

class TrainingAccountTest {

  @Test
  void addsUpTheBatchesOfARound() {
    TrainingAccount account = task(1, 0, 2, new long[] {7, 3}, new long[] {5});

    assertThat(account.value()).containsOnlyKeys(new Key(1, 0, 2));
    ShardAccount shard = account.value().get(new Key(1, 0, 2));
    assertThat(shard.used()).isEqualTo(3);
    assertThat(shard.metrics().count()).isEqualTo(3);
    assertThat(shard.indexSum())
        .isEqualTo(ShardAccount.mixed(3) + ShardAccount.mixed(5) + ShardAccount.mixed(7));
  }

  @Test
  void countsATaskThatRanTwiceOnce() {
    TrainingAccount driver = new TrainingAccount(CountingMetrics::new);
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
    TrainingAccount driver = new TrainingAccount(CountingMetrics::new);
    driver.merge(task(2, 0, 0, new long[] {1}));
    driver.merge(task(1, 1, 0, new long[] {1}));
    driver.merge(task(1, 0, 10, new long[] {1}));
    driver.merge(task(1, 0, 9, new long[] {1}));

    assertThat(driver.value().keySet())
        .containsExactly(new Key(1, 0, 9), new Key(1, 0, 10), new Key(1, 1, 0), new Key(2, 0, 0));
  }

  @Test
  void startsAnewWhereSparkCopiesIt() {
    TrainingAccount driver = task(1, 0, 0, new long[] {1, 2});

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

  private static TrainingAccount task(int epoch, int round, int shard, long[]... batches) {
    return timed(epoch, round, shard, 30, "executor 1 (a)", batches);
  }

  private static TrainingAccount timed(
      int epoch, int round, int shard, long nanos, String place, long[]... batches) {
    TrainingAccount account = new TrainingAccount(CountingMetrics::new);
    for (int i = 0; i < batches.length; i++) {
      account.add(
          new TrainingAccount.Batch(
              new BatchTag(epoch, round, shard, i, batches[i], 0),
              CountingMetrics.of(batches[i]),
              nanos,
              place));
    }
    return account;
  }
}
