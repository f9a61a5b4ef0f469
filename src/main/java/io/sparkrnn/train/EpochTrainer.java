package io.sparkrnn.train;

import io.sparkrnn.blas.BlasInfo;
import io.sparkrnn.blas.BlasLibrary;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.nn.LearningRate;
import io.sparkrnn.nn.OptimizerConfiguration;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.EpochLedger.ShardEntry;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.TaskCores;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Trains one epoch at a time in averaging rounds on the executors, and checks with a ledger that
 * the epoch used every training example exactly once.
 */
public final class EpochTrainer {

  /** Name of the Spark accumulator that counts trained examples while an epoch runs. */
  public static final String PROGRESS = "examples trained";

  private final JavaSparkContext context;
  private final long seed;
  private final Shards shards;
  private final Batcher batcher;
  private final MetricsFactory epochMetrics;
  private final TrainingPlan plan;
  private final TrainingSettings settings;
  private final OuterOptimizer outer;
  private final WeightAverage average;
  private final TrainingAccumulator account;
  private final LongAccumulator progress;
  private final Map<Integer, Long> shardSums = new HashMap<>();
  private final ReplicaKernels kernels;
  private final ReplicaTrainer trainer;
  private LearningRate rate;

  /** Network with the running average of weights; null before averaging has begun. */
  private MultiLayerNetwork averaged;

  /** Creates a trainer of {@code network}, which it changes in place. */
  EpochTrainer(
      JavaSparkContext context,
      TrainingSettings settings,
      long seed,
      Shards shards,
      Batcher batcher,
      MetricsFactory epochMetrics,
      TrainingPlan plan,
      MultiLayerNetwork network) {
    this.context = context;
    this.seed = seed;
    this.shards = shards;
    this.batcher = batcher;
    this.epochMetrics = epochMetrics;
    this.plan = plan;
    this.settings = settings;
    this.outer = new OuterOptimizer(settings.averaging(), plan.replicas());
    this.average = new WeightAverage(settings.finish());
    this.rate = rate(1);
    this.account = new TrainingAccumulator(epochMetrics);
    this.progress = context.sc().longAccumulator(PROGRESS);
    context.sc().register(account);
    this.kernels = assignShards();
    this.trainer =
        new AveragingTrainer(
            context,
            network,
            plan.replicas(),
            settings.batchSize(),
            plan.batchesPerEpoch(),
            seed,
            new ReplicaMonitor(account, progress, epochMetrics),
            settings.averaging(),
            outer);
  }

  /**
   * Results of training one epoch, before validation.
   *
   * @param scores accumulated over the minibatches while training on them
   * @param seconds wall time of training, averaging and the ledger check
   */
  public record Trained(
      Scores scores,
      double seconds,
      AveragingStatistics averaging,
      ShardTimes times,
      EpochLedger ledger) {}

  /**
   * Trains an epoch.
   *
   * @param epoch from 1
   * @throws DivergedException if parameters become NaN or infinite
   * @throws TrainingFailedException if the epoch did not use every training example exactly once
   */
  public Trained train(int epoch) {
    long start = System.nanoTime();
    account.reset();
    progress.reset();
    context.setJobGroup(
        "spark-rnn",
        "epoch %d of %d: training %d replicas".formatted(epoch, plan.epochs(), plan.replicas()));
    AveragingStatistics averaging = trainRounds(epoch);
    // DL4J counts each round as an epoch.
    trainer.network().setEpochCount(epoch);
    EpochLedger ledger = ledger(epoch);
    requireComplete(ledger);
    ShardTimes times = ShardTimes.of(account.value());
    return new Trained(scores(), (System.nanoTime() - start) / 1e9, averaging, times, ledger);
  }

  private AveragingStatistics trainRounds(int epoch) {
    RoundPlan rounds = TrainingPlan.rounds(settings, shards, epoch);
    int batchesBefore = (epoch - 1) * plan.batchesPerEpoch();
    double drift = 0;
    for (int round = 0; round < rounds.rounds(); round++) {
      trainer.trainRound(
          minibatches(rounds, epoch, round),
          batchesBefore + rounds.firstBatch(shards.size(0), round),
          batchesBefore + rounds.firstBatch(shards.size(0), round + 1));
      requireFinite();
      drift += trainer.lastRound().map(RoundReport::drift).orElse(Double.NaN);
      double progress = (epoch - 1 + (round + 1.0) / rounds.rounds()) / plan.epochs();
      average.add(trainer.network().params(), progress, rounds.rounds());
    }
    return new AveragingStatistics(
        rounds.rounds(), rounds.rounds() * bytesOfRound(), drift / rounds.rounds());
  }

  private long bytesOfRound() {
    INDArray state = trainer.network().getUpdater().getStateViewArray();
    long floats = trainer.network().numParams() + (state == null ? 0 : state.length());
    return 2L * plan.replicas() * floats * Float.BYTES;
  }

  /**
   * Returns the network that would be the result if training ended now: the running average of
   * weights if that has begun, else the averaged model of the last round. Later calls may return
   * the same object with new weights.
   */
  public MultiLayerNetwork result() {
    return average.mean().map(this::withMean).orElse(trainer.network());
  }

  private MultiLayerNetwork withMean(INDArray mean) {
    if (averaged == null) {
      averaged = new MultiLayerNetwork(trainer.network().getLayerWiseConfigurations().clone());
      averaged.init(mean.dup(), false);
    }
    averaged.params().assign(mean);
    return averaged;
  }

  /** Returns a copy of the training state, for {@link #restore}. */
  Snapshot snapshot() {
    MultiLayerNetwork network = trainer.network();
    return new Snapshot(
        Weights.copyOf(network.params()),
        Optional.ofNullable(network.getUpdater().getStateViewArray()).map(Weights::copyOf),
        outer.state(),
        average.state());
  }

  /**
   * Restores the training state of a snapshot.
   *
   * @param scale factor on the learning rate from now on
   */
  void restore(Snapshot snapshot, double scale) {
    MultiLayerNetwork network = trainer.network();
    try (INDArray parameters = snapshot.parameters().newArray()) {
      network.setParameters(parameters);
    }
    if (snapshot.updaterState().isPresent()) {
      try (INDArray state = snapshot.updaterState().get().newArray()) {
        network.getUpdater().setStateViewArray(network, state, false);
      }
    }
    outer.restore(snapshot.velocity());
    average.restore(snapshot.average());
    rate = rate(scale);
    OptimizerConfiguration.setRate(network, rate);
  }

  /** Resumes after {@code epoch}, counted from 1, which another trainer trained. */
  void resumeAfter(int epoch, Snapshot snapshot, double scale) {
    restore(snapshot, scale);
    trainer
        .network()
        .getLayerWiseConfigurations()
        .setIterationCount(epoch * plan.batchesPerEpoch());
    trainer.network().setEpochCount(epoch);
  }

  private LearningRate rate(double scale) {
    return OptimizerConfiguration.schedule(settings, plan.horizon()).times(scale);
  }

  /** Returns the learning rate of the last minibatch of {@code epoch}, counted from 1. */
  double rateAtEndOf(int epoch) {
    return rate.valueAt(epoch * plan.batchesPerEpoch() - 1, epoch - 1);
  }

  private JavaRDD<DataSet> minibatches(RoundPlan rounds, int epoch, int round) {
    int cores = TaskCores.of(context.sc());
    ShardBatches.Round spec =
        new ShardBatches.Round(
            rounds, settings.batches(), seed, epoch, plan.progress(epoch), round, cores, batcher);
    return shards.rdd().mapPartitions(held -> new ShardBatches(spec, onlyShard(held)), true);
  }

  /**
   * Returns the one shard of a partition. It calls {@code hasNext} once more because Spark warns of
   * a cached block whose iterator was not read to its end.
   */
  private static Shard onlyShard(Iterator<Shard> held) {
    Shard shard = held.next();
    if (held.hasNext()) {
      throw new IllegalStateException("a partition holds more than one shard");
    }
    return shard;
  }

  /**
   * Facts about a shard, found on the executor that holds it.
   *
   * @param indexSum sum of the hashed indices of its examples
   * @param executor name of the executor, for people
   * @param blas BLAS library that the executor has loaded
   */
  private record AssignedShard(int id, long indexSum, String executor, BlasInfo blas)
      implements Serializable {}

  /**
   * Computes the shards, which persists them on the executors; records their sums of indices, and
   * returns the BLAS kernels of the executors.
   */
  private ReplicaKernels assignShards() {
    context.setJobGroup("spark-rnn", "assigning examples to %d shards".formatted(shards.count()));
    Map<String, BlasInfo> kernelsByExecutor = new HashMap<>();
    for (AssignedShard shard : shards.rdd().map(EpochTrainer::assigned).collect()) {
      shardSums.put(shard.id(), shard.indexSum());
      kernelsByExecutor.put(shard.executor(), shard.blas());
    }
    return new ReplicaKernels(kernelsByExecutor);
  }

  private static AssignedShard assigned(Shard shard) {
    long sum = 0;
    for (Example example : shard.examples()) {
      sum += ShardRecord.mixed(example.index());
    }
    return new AssignedShard(shard.id(), sum, ExecutorName.present(), BlasLibrary.load());
  }

  /** Returns the BLAS kernels that the replicas compute with. */
  ReplicaKernels kernels() {
    return kernels;
  }

  private EpochLedger ledger(int epoch) {
    long[] used = new long[shards.count()];
    long[] indexSums = new long[shards.count()];
    account
        .value()
        .forEach(
            (key, part) -> {
              if (key.epoch() == epoch) {
                used[key.shard()] += part.used();
                indexSums[key.shard()] += part.indexSum();
              }
            });
    List<ShardEntry> entries = new ArrayList<>();
    for (int shard = 0; shard < shards.count(); shard++) {
      long given = shards.size(shard);
      boolean complete = used[shard] == given && indexSums[shard] == shardSums.get(shard);
      entries.add(new ShardEntry(shard, given, used[shard], complete));
    }
    return new EpochLedger(epoch, entries);
  }

  private Scores scores() {
    Metrics all = epochMetrics.create();
    account.value().values().forEach(part -> all.merge(part.metrics()));
    return all.scores();
  }

  private static void requireComplete(EpochLedger ledger) {
    if (!ledger.complete()) {
      throw new TrainingFailedException(
          ("epoch %d did not use every training example exactly once: %d given, %d used;"
                  + " by shard: %s. This is a bug in the job, please report it")
              .formatted(ledger.epoch(), ledger.given(), ledger.used(), ledger.shards()));
    }
  }

  private void requireFinite() {
    double norm = trainer.network().params().norm2Number().doubleValue();
    if (!Double.isFinite(norm)) {
      throw new DivergedException("the norm of the weights is " + norm);
    }
  }
}
