package io.sparkrnn.bench;

import io.sparkrnn.bench.BenchResult.AveragingRow;
import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.EpochTrainer;
import io.sparkrnn.train.Training;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Measures what an averaging round takes beyond the arithmetic of its minibatches, by number of
 * replicas. Each replica trains on one small minibatch, so that little of the time is arithmetic.
 */
final class AveragingSpeed {

  private static final List<Integer> REPLICAS = List.of(2, 8, 32, 128, 256);

  /** Examples in a minibatch, about. */
  private static final int BATCH = 4;

  private final JavaSparkContext context;
  private final JobConfig config;
  private final Workload fused;
  private final BenchSettings effort;
  private final Measurements notes;

  AveragingSpeed(
      JavaSparkContext context,
      JobConfig config,
      Workload fused,
      BenchSettings effort,
      Measurements notes) {
    this.context = context;
    this.config = config;
    this.fused = fused;
    this.effort = effort;
    this.notes = notes;
  }

  /** Measures rounds of all numbers of replicas for which there are enough examples. */
  List<AveragingRow> measure(BenchData data, WorkerThreads all) {
    LayerSpeed layer =
        new LayerSpeed(
            fused,
            data.assets(),
            data.sample(BATCH * effort.minibatches(), config.seed()),
            BATCH,
            all);
    layer.measure(effort.warmUpSeconds());
    List<AveragingRow> rows = new ArrayList<>();
    for (int replicas : REPLICAS) {
      if ((long) BATCH * replicas <= data.trainCount()) {
        notes.report("Averaging rounds: %d replicas".formatted(replicas));
        double batches = layer.measure(effort.layerSeconds()) / BATCH;
        rows.add(row(data.subsampled((long) BATCH * replicas), replicas, replicas / batches));
      }
    }
    return rows;
  }

  /**
   * Measures rounds.
   *
   * @param arithmetic seconds in which all cores train on a minibatch for each replica
   */
  private AveragingRow row(BenchData data, int replicas, double arithmetic) {
    TrainingSettings settings = config.training();
    JobConfig own =
        config.with(
            settings
                .withAveraging(settings.averaging().with(Strategy.MEAN, 1))
                .withBatchSize(Math.toIntExact((data.trainCount() + replicas - 1) / replicas))
                .withEpochs(effort.runs() + 2));
    Training training =
        Training.of(
            context,
            own,
            fused,
            data.prepared(),
            fused.batcher(data.prepared().assets()),
            replicas,
            Optional.empty());
    EpochTrainer trainer = new EpochTrainer(training);
    List<Double> seconds = new ArrayList<>();
    long bytes = 0;
    Optional<ProcessBytes> before = Optional.empty();
    for (int epoch = 1; epoch <= effort.runs() + 2; epoch++) {
      if (epoch == 3) {
        before = ProcessBytes.now();
      }
      EpochRecord record = trainer.train(epoch);
      bytes = Math.max(bytes, record.averaging().bytes());
      if (epoch > 2) {
        seconds.add(record.trainSeconds());
      }
    }
    Optional<ProcessBytes> after = ProcessBytes.now();
    training.release();
    double median = new Rates(seconds).median();
    return new AveragingRow(
        replicas,
        median,
        arithmetic,
        Math.max(0, median - arithmetic),
        bytes,
        ofRound(before, after, ProcessBytes::read),
        ofRound(before, after, ProcessBytes::written));
  }

  private OptionalLong ofRound(
      Optional<ProcessBytes> before,
      Optional<ProcessBytes> after,
      ToLongFunction<ProcessBytes> counter) {
    return before.isEmpty() || after.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            (counter.applyAsLong(after.get()) - counter.applyAsLong(before.get())) / effort.runs());
  }
}
