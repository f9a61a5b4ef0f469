package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.train.TrainingAccumulator.Key;
import io.sparkrnn.train.TrainingAccumulator.ShardRecord;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShardTimesTest {

  private final Map<Key, ShardRecord> accounts = new TreeMap<>();

  @Test
  void addsTheRoundsOfAShardUp() {
    account(0, 0, 1.0, "executor 1 (a)");
    account(1, 0, 1.5, "executor 1 (a)");
    account(0, 1, 1.0, "executor 1 (a)");
    account(1, 1, 7.0, "executor 2 (b)");
    account(2, 1, 0.5, "executor 1 (a)");
    account(0, 2, 2.0, "executor 3 (c)");

    assertThat(ShardTimes.of(accounts)).isEqualTo(new ShardTimes(2.5, 8.5, 1, "executor 2 (b)"));
  }

  @Test
  void theFasterOfTwoIsTheMedian() {
    account(0, 0, 4.0, "executor 1 (a)");
    account(0, 1, 2.0, "executor 2 (b)");

    assertThat(ShardTimes.of(accounts)).isEqualTo(new ShardTimes(2, 4, 0, "executor 1 (a)"));
  }

  @Test
  void oneShardWaitsForNone() {
    account(0, 0, 400.0, "executor 1 (a)");

    assertThat(ShardTimes.of(accounts).warning()).isEmpty();
  }

  @Test
  void complainsOfLongWaitsAlone() {
    assertThat(times(2.0, 2.9).warning()).as("a small share").isEmpty();
    assertThat(times(0.1, 1.0).warning()).as("a short time").isEmpty();
    assertThat(times(2.0, 3.1).warning())
        .contains(
            "the other replicas waited for shard 3, which took 3.1 s on executor 2 (b); half of the"
                + " shards took at most 2.0 s");
  }

  private static ShardTimes times(double median, double slowest) {
    return new ShardTimes(median, slowest, 3, "executor 2 (b)");
  }

  private void account(int round, int shard, double seconds, String place) {
    accounts.put(
        new Key(1, round, shard),
        new ShardRecord(1, 1, new CountingMetrics(), (long) (seconds * 1e9), place));
  }
}
