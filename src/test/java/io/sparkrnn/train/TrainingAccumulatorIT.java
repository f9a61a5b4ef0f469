package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.train.ShardBatches.Tag;
import io.sparkrnn.train.TrainingAccumulator.Batch;
import io.sparkrnn.train.TrainingAccumulator.Key;
import io.sparkrnn.train.TrainingAccumulator.ShardRecord;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

class TrainingAccumulatorIT {

  /**
   * What a lost result, an executor that is gone or speculation leads to: two tasks of one
   * partition come to their end, and Spark adds what both have counted.
   */
  @Test
  void countsTwoTasksOfAShardOnce() {
    TrainingAccumulator account = new TrainingAccumulator(CountingMetrics::new);
    SparkForTests.context().sc().register(account);
    LongAccumulator ordinary = SparkForTests.context().sc().longAccumulator();
    JavaRDD<Integer> shards =
        SparkForTests.context()
            .parallelize(List.of(0, 1), 2)
            .map(
                shard -> {
                  long[] indices = {10 + shard, 20 + shard, 30 + shard};
                  ordinary.add(indices.length);
                  account.add(
                      new Batch(
                          new Tag(1, 0, shard, 0, indices, 0),
                          CountingMetrics.of(indices),
                          5,
                          "executor driver (localhost)"));
                  return shard;
                });

    shards.count();
    // The first shard once more, and once more both.
    shards.collectPartitions(new int[] {0});
    shards.count();

    assertThat(ordinary.value()).isEqualTo(5 * 3);
    assertThat(account.value()).containsOnlyKeys(new Key(1, 0, 0), new Key(1, 0, 1));
    for (int shard : new int[] {0, 1}) {
      ShardRecord counted = account.value().get(new Key(1, 0, shard));
      assertThat(counted.used()).isEqualTo(3);
      assertThat(counted.nanos()).isEqualTo(5);
      assertThat(counted.metrics().count()).isEqualTo(3);
      assertThat(counted.indexSum())
          .isEqualTo(
              ShardRecord.mixed(10 + shard)
                  + ShardRecord.mixed(20 + shard)
                  + ShardRecord.mixed(30 + shard));
    }
  }
}
