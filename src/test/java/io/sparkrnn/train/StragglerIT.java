package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.LogLines;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.spark.TaskContext;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class StragglerIT {

  @Test
  void aSlowShardIsNamedAndTheLedgerStaysAsItWas() {
    TinyTraining training = TinyTraining.of(25, 2, "averaging.every-batches=2");
    try (LogLines log = LogLines.of(TrainingLoop.class)) {
      List<EpochRecord> slowed =
          training.with(new SlowShard(training.batcher(), 1)).run().history();

      for (EpochRecord epoch : slowed) {
        assertThat(epoch.times().slowestShard()).isEqualTo(1);
        assertThat(epoch.times().slowestSeconds())
            .isGreaterThan(3 * SlowShard.MILLIS / 1000.0)
            .isGreaterThan(epoch.times().medianSeconds());
        assertThat(epoch.times().medianSeconds()).isPositive();
        assertThat(epoch.times().place()).matches("executor driver \\(\\S+\\)");
      }
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.startsWith(
                      "WARN epoch 2: the other replicas waited for shard 1, which took"));
      assertThat(slowed)
          .extracting(EpochRecord::ledger)
          .isEqualTo(training.run().history().stream().map(EpochRecord::ledger).toList());
    }
  }

  @Test
  void oneOf32IsNamedAndChangesNoBit() {
    TinyTraining training = TinyTraining.of(70, 32);
    TinyTraining.Result slowed = training.with(new SlowShard(training.batcher(), 17)).run();

    assertThat(slowed.history()).allMatch(epoch -> epoch.times().slowestShard() == 17);
    TinyTraining.Result undisturbed = training.run();
    assertThat(slowed.network().params()).isEqualTo(undisturbed.network().params());
    assertThat(slowed.history())
        .extracting(EpochRecord::ledger)
        .isEqualTo(undisturbed.history().stream().map(EpochRecord::ledger).toList());
  }

  /** Takes its time over each minibatch of a shard. */
  private record SlowShard(Batcher batcher, int shard) implements Batcher {

    static final int MILLIS = 1000;

    @Override
    public DataSet minibatch(List<Example> examples) {
      return batcher.minibatch(examples);
    }

    @Override
    public DataSet trainingMinibatch(
        List<Example> examples, double progress, RandomGenerator random) {
      if (TaskContext.getPartitionId() == shard) {
        try {
          Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return batcher.trainingMinibatch(examples, progress, random);
    }
  }
}
