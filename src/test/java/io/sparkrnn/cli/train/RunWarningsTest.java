package io.sparkrnn.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.train.AveragingStatistics;
import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.ShardTimes;
import io.sparkrnn.workload.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunWarningsTest {

  @Test
  void stragglersAreSummedUp() {
    assertThat(
            RunWarnings.stragglers(
                List.of(
                    epoch(1, 4, 10, "executor 1 (a)"),
                    epoch(2, 4, 5, "executor 1 (a)"),
                    epoch(3, 4, 9, "executor 2 (b)"),
                    epoch(4, 4, 13, "executor 2 (b)"))))
        .containsExactly(
            "In 3 of 4 epochs the replicas waited for one that took more than 1.5 times the median,"
                + " 20 s in all; in 2 of them it was on executor 2 (b)");
    assertThat(RunWarnings.stragglers(List.of(epoch(1, 4, 5, "executor 1 (a)")))).isEmpty();
  }

  @Test
  void manyReplicasNeedManyRounds() {
    assertThat(RunWarnings.averaging(Strategy.MOMENTUM, 16, 4))
        .singleElement()
        .asString()
        .startsWith("16 replicas were averaged 4 times an epoch, strategy momentum;")
        .contains("conf/imdb-many-replicas.conf");
    assertThat(RunWarnings.averaging(Strategy.MEAN, 64, 15)).hasSize(1);
    assertThat(RunWarnings.averaging(Strategy.MEAN, 64, 16)).isEmpty();
    assertThat(RunWarnings.averaging(Strategy.MOMENTUM, 15, 4)).isEmpty();
  }

  @Test
  void emptyShardsAreCounted() {
    assertThat(RunWarnings.emptyShards("validation", 5, 8))
        .containsExactly(
            "3 of 8 shards of the validation split are empty, since it has 5 examples");
    assertThat(RunWarnings.emptyShards("test", 8, 8)).isEmpty();
    assertThat(RunWarnings.emptyShards("validation", 0, 8)).as("none is wanted").isEmpty();
  }

  private static EpochRecord epoch(int number, double median, double slowest, String place) {
    return new EpochRecord(
        number,
        Scores.empty(),
        Scores.empty(),
        0.001,
        20,
        0.5,
        new AveragingStatistics(1, 1, 0),
        new ShardTimes(median, slowest, 0, place),
        new EpochLedger(number, List.of()));
  }
}
