package io.sparkrnn.fit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.AveragingStatistics;
import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.ShardTimes;
import io.sparkrnn.train.Snapshot;
import io.sparkrnn.train.Training;
import io.sparkrnn.train.TrainingOutcome;
import io.sparkrnn.train.TrainingState;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workloads;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;

class FitIT {

  /** The network before the refit is not in the checkpoint; one that was never trained would be. */
  @Test
  void goesOnWithARefitOnlyWhereThereIsOne() {
    JobConfig job =
        ConfigLoader.ofProcess(Workloads.settings())
            .load(List.of(), List.of("training.refit=false"))
            .job();
    Fit fit = new Fit(SparkForTests.context(), job, Workloads.create(job, new Configuration()), 1);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> fit.run(nothing(), Optional.of(ofARefit()), new Untrained()))
        .withMessageStartingWith("the checkpoint belongs to the refit, but training.refit is");
  }

  private static PreparedData nothing() {
    JavaRDD<Example> none = SparkForTests.context().emptyRDD();
    return new PreparedData(none, 0, none, 0, List.of(), Optional.empty(), List.of(), List.of());
  }

  /** Fails if it hears of a training. */
  private static final class Untrained implements Fit.ListenerFactory {

    @Override
    public List<EpochListener> of(Training training) {
      throw new AssertionError("nothing may be trained");
    }

    @Override
    public List<EpochListener> ofRefit(Training training) {
      throw new AssertionError("nothing may be trained");
    }
  }

  private static TrainingState ofARefit() {
    EpochRecord record =
        new EpochRecord(
            1,
            Scores.empty(),
            Scores.empty(),
            0.1,
            1,
            1,
            new AveragingStatistics(1, 1, 0),
            new ShardTimes(1.5, 1.75, 0, "executor 1 (host)"),
            new EpochLedger(1, List.of()));
    TrainingOutcome before = new TrainingOutcome(List.of(record), 1, List.of());
    Snapshot snapshot =
        new Snapshot(
            Weights.of(new float[1]), Optional.empty(), Optional.empty(), Optional.empty(), 0);
    return new TrainingState(
        Optional.of(before), List.of(record), List.of(), List.of(), snapshot, Optional.empty());
  }
}
