package io.sparkrnn.train;

import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.nn.LearningRate;
import io.sparkrnn.nn.OptimizerConfiguration;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.TaskCores;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Trains one epoch at a time in averaging rounds on the executors, and checks with a ledger that
 * the epoch used every training example exactly once.
 */
public final class EpochTrainer {

  /** Name of the Spark accumulator that counts trained examples while an epoch runs. */
  public static final String PROGRESS = "examples trained";

  private final Training training;
  private final TrainingSettings settings;
  private final TrainingPlan plan;
  private final List<AssignedShard> assigned;
  private final ReplicaKernels kernels;
  private final ReplicaMonitor monitor;
  private final OuterOptimizer outer;
  private final ReplicaTrainer trainer;
  private final WeightAverage average;
  private LearningRate rate;

  /**
   * Creates a trainer of the training's network, which it changes in place, and assigns the
   * examples to the executors.
   *
   * @throws ConfigurationException if an executor does not have the BLAS kernels or the precision
   *     of the settings
   */
  public EpochTrainer(Training training) {
    this.training = training;
    this.settings = training.job().training();
    this.plan = training.plan();
    training.describe("assigning examples to %d shards".formatted(plan.replicas()));
    this.assigned = AssignedShard.of(training.shards());
    returnHeap();
    this.kernels = ReplicaKernels.of(assigned);
    kernels.require(training.job().blas().coreType(), training.workload().precision());
    this.monitor =
        new ReplicaMonitor(
            training.context().sc(), training.workload().epochMetrics(training.assets()));
    this.outer = new OuterOptimizer(settings.averaging(), plan.replicas());
    this.trainer = new ReplicaTrainer(training, monitor, outer);
    this.average = new WeightAverage(settings.finish());
    this.rate = rate(1);
  }

  /**
   * Returns memory of the heap that preparing has filled with garbage. Unasked, G1 would keep it,
   * and what is resident while training would depend on the number of examples.
   */
  private static void returnHeap() {
    Runtime process = Runtime.getRuntime();
    if (process.totalMemory() > process.maxMemory() / 2) {
      System.gc();
    }
  }

  /**
   * Trains an epoch.
   *
   * @param epoch from 1
   * @return the epoch's record, without validation
   * @throws DivergedException if parameters become NaN or infinite
   * @throws TrainingFailedException if the epoch did not use every training example exactly once
   */
  public EpochRecord train(int epoch) {
    long start = System.nanoTime();
    monitor.reset();
    training.describe(
        "epoch %d of %d: training %d replicas".formatted(epoch, plan.epochs(), plan.replicas()));
    AveragingStatistics averaging = trainRounds(epoch);
    // DL4J counts each round as an epoch.
    trainer.network().setEpochCount(epoch);
    EpochLedger ledger = EpochLedger.of(epoch, monitor.records(), assigned);
    ledger.requireComplete();
    ShardTimes times = ShardTimes.of(monitor.records());
    return new EpochRecord(
        epoch,
        monitor.scores(),
        Scores.empty(),
        rate.valueAt(epoch * plan.batchesPerEpoch() - 1, epoch - 1),
        (System.nanoTime() - start) / 1e9,
        0,
        averaging,
        times,
        ledger);
  }

  private AveragingStatistics trainRounds(int epoch) {
    RoundPlan rounds = RoundPlan.of(settings, training.shards(), epoch);
    long largest = training.shards().size(0);
    int batchesBefore = (epoch - 1) * plan.batchesPerEpoch();
    long roundsBefore = roundsBefore(epoch);
    double divergence = 0;
    long bytes = 0;
    for (int round = 0; round < rounds.rounds(); round++) {
      divergence +=
          trainer.trainRound(
              roundsBefore + round,
              ShardBatches.of(training.shards(), round(rounds, epoch, round)),
              batchesBefore + rounds.firstBatch(largest, round),
              batchesBefore + rounds.firstBatch(largest, round + 1));
      bytes += trainer.bytesOfRound(roundsBefore + round);
      double progress = (epoch - 1 + (round + 1.0) / rounds.rounds()) / plan.epochs();
      average.add(trainer.network().params(), progress, rounds.rounds());
    }
    return new AveragingStatistics(rounds.rounds(), bytes, divergence / rounds.rounds());
  }

  /** Returns the number of rounds in the epochs before {@code epoch}. */
  private long roundsBefore(int epoch) {
    return IntStream.range(1, epoch)
        .mapToLong(before -> RoundPlan.of(settings, training.shards(), before).rounds())
        .sum();
  }

  private ShardBatches.Round round(RoundPlan rounds, int epoch, int round) {
    return new ShardBatches.Round(
        rounds,
        settings.batches(),
        training.job().data().shuffleWindow(),
        training.job().seed(),
        epoch,
        plan.progress(epoch),
        round,
        TaskCores.of(training.context().sc()),
        training.batcher());
  }

  /**
   * Returns the network that would be the result if training ended now. Later calls may return the
   * same object with new weights.
   */
  public MultiLayerNetwork result() {
    return average.network(trainer.network());
  }

  /** Returns the BLAS kernels that the replicas compute with. */
  ReplicaKernels kernels() {
    return kernels;
  }

  /** Returns a copy of the training state, for {@link #restore}. */
  Snapshot snapshot() {
    return Snapshot.of(trainer.network(), outer, average);
  }

  /**
   * Restores the training state of a snapshot.
   *
   * @param scale factor on the learning rate from now on
   */
  void restore(Snapshot snapshot, double scale) {
    snapshot.restore(trainer.network(), outer, average);
    rate = rate(scale);
    OptimizerConfiguration.setRate(trainer.network(), rate);
  }

  /** Resumes after {@code epoch}, counted from 1, which another trainer trained. */
  void resumeAfter(int epoch, Snapshot snapshot, double scale) {
    restore(snapshot, scale);
    MultiLayerNetwork network = trainer.network();
    network.getLayerWiseConfigurations().setIterationCount(epoch * plan.batchesPerEpoch());
    network.setEpochCount(epoch);
  }

  private LearningRate rate(double scale) {
    return OptimizerConfiguration.schedule(settings, plan.horizon()).times(scale);
  }
}
