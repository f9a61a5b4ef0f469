package io.sparkrnn.train;

import io.sparkrnn.blas.Blas;
import io.sparkrnn.blas.BlasLibrary;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.nn.LearningRate;
import io.sparkrnn.nn.Optimisation;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.EpochLedger.ShardEntry;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.Scores;
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
 * Trains one epoch at a time: rounds of replicas on the executors, each ended by an averaging, and
 * the proof of what the epoch used.
 */
public final class EpochTrainer {

  /** The Spark accumulator that counts trained examples while an epoch runs. */
  public static final String PROGRESS = "examples trained";

  private final JavaSparkContext context;
  private final long seed;
  private final Shards shards;
  private final Batcher batcher;
  private final MetricsFactory epochMetrics;
  private final TrainingPlan plan;
  private final TrainingSettings settings;
  private final OuterStep outer;
  private final WeightAverage average;
  private final TrainingAccount account;
  private final LongAccumulator progress;
  private final Map<Integer, Long> shardSums = new HashMap<>();
  private final ReplicaKernels kernels;
  private final ReplicaTrainer trainer;
  private LearningRate rate;

  /** Has the mean of weights; null before that has begun. */
  private MultiLayerNetwork averaged;

  /** A trainer of {@code network}, which it changes in place. */
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
    this.outer = new OuterStep(settings.averaging(), plan.replicas());
    this.average = new WeightAverage(settings.finish());
    this.rate = rate(1);
    this.account = new TrainingAccount(epochMetrics);
    this.progress = context.sc().longAccumulator(PROGRESS);
    context.sc().register(account);
    this.kernels = survey();
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
   * What an epoch gave.
   *
   * @param scores over the minibatches as they were trained on
   * @param seconds wall time of training, averaging and proof
   */
  public record Trained(
      Scores scores,
      double seconds,
      EpochAveraging averaging,
      ShardTimes times,
      EpochLedger ledger) {}

  /**
   * Trains an epoch.
   *
   * @param epoch from 1
   * @throws DivergedException if the parameters stop being numbers
   * @throws TrainingFailedException if the epoch did not use every training example exactly once
   */
  public Trained train(int epoch) {
    long start = System.nanoTime();
    account.reset();
    progress.reset();
    context.setJobGroup(
        "spark-rnn",
        "epoch %d of %d: training %d replicas".formatted(epoch, plan.epochs(), plan.replicas()));
    EpochAveraging averaging = trainRounds(epoch);
    // DL4J counts a round as an epoch.
    trainer.network().setEpochCount(epoch);
    EpochLedger ledger = ledger(epoch);
    requireComplete(ledger);
    ShardTimes times = ShardTimes.of(account.value());
    return new Trained(scores(), (System.nanoTime() - start) / 1e9, averaging, times, ledger);
  }

  private EpochAveraging trainRounds(int epoch) {
    RoundPlan rounds = TrainingPlan.rounds(settings, shards, epoch);
    int batchesBefore = (epoch - 1) * plan.batchesPerEpoch();
    double drift = 0;
    for (int round = 0; round < rounds.rounds(); round++) {
      trainer.trainRound(
          minibatches(rounds, epoch, round),
          batchesBefore + rounds.firstBatch(shards.size(0), round),
          batchesBefore + rounds.firstBatch(shards.size(0), round + 1));
      requireNumbers();
      drift += trainer.lastRound().map(RoundReport::drift).orElse(Double.NaN);
      double progress = (epoch - 1 + (round + 1.0) / rounds.rounds()) / plan.epochs();
      average.add(trainer.network().params(), progress, rounds.rounds());
    }
    return new EpochAveraging(
        rounds.rounds(), rounds.rounds() * bytesOfRound(), drift / rounds.rounds());
  }

  private long bytesOfRound() {
    INDArray state = trainer.network().getUpdater().getStateViewArray();
    long floats = trainer.network().numParams() + (state == null ? 0 : state.length());
    return 2L * plan.replicas() * floats * Float.BYTES;
  }

  /**
   * What would be the result if training ended now: the mean of weights, where that has begun. The
   * same network each time, with the weights of that time.
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

  /** What {@link #restore} goes back to. */
  Snapshot snapshot() {
    MultiLayerNetwork network = trainer.network();
    return new Snapshot(
        Weights.copyOf(network.params()),
        Optional.ofNullable(network.getUpdater().getStateViewArray()).map(Weights::copyOf),
        outer.state(),
        average.state());
  }

  /**
   * Goes back to where training was.
   *
   * @param scale what the learning rate is multiplied by from now on
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
    Optimisation.setRate(network, rate);
  }

  /** Goes on after an epoch, counted from 1, that another trainer trained. */
  void resumeAfter(int epoch, Snapshot snapshot, double scale) {
    restore(snapshot, scale);
    trainer
        .network()
        .getLayerWiseConfigurations()
        .setIterationCount(epoch * plan.batchesPerEpoch());
    trainer.network().setEpochCount(epoch);
  }

  private LearningRate rate(double scale) {
    return Optimisation.schedule(settings, plan.horizon()).times(scale);
  }

  /** The learning rate of the last minibatch of an epoch, counted from 1. */
  double rateAtEndOf(int epoch) {
    return rate.valueAt(epoch * plan.batchesPerEpoch() - 1, epoch - 1);
  }

  private JavaRDD<DataSet> minibatches(RoundPlan rounds, int epoch, int round) {
    int cores = context.sc().getConf().getInt("spark.task.cpus", 1);
    ShardBatches.Round told =
        new ShardBatches.Round(
            rounds, settings.batches(), seed, epoch, plan.progress(epoch), round, cores, batcher);
    return shards.rdd().mapPartitions(held -> new ShardBatches(told, only(held)), true);
  }

  /** Spark warns of a cached block whose iterator was not asked to its end. */
  private static Shard only(Iterator<Shard> held) {
    Shard shard = held.next();
    if (held.hasNext()) {
      throw new IllegalStateException("a partition holds more than one shard");
    }
    return shard;
  }

  /**
   * What a shard's executor says of it once it is dealt.
   *
   * @param indexSum the sum of its examples' mixed indices
   */
  private record DealtShard(int id, long indexSum, String executor, Blas blas)
      implements Serializable {}

  /** Deals the examples out; finds the sums of indices, and what the executors compute with. */
  private ReplicaKernels survey() {
    context.setJobGroup("spark-rnn", "dealing examples to %d shards".formatted(shards.count()));
    Map<String, Blas> kernelsByExecutor = new HashMap<>();
    for (DealtShard shard : shards.rdd().map(EpochTrainer::dealt).collect()) {
      shardSums.put(shard.id(), shard.indexSum());
      kernelsByExecutor.put(shard.executor(), shard.blas());
    }
    return new ReplicaKernels(kernelsByExecutor);
  }

  private static DealtShard dealt(Shard shard) {
    long sum = 0;
    for (Example example : shard.examples()) {
      sum += ShardAccount.mixed(example.index());
    }
    return new DealtShard(shard.id(), sum, ExecutorName.present(), BlasLibrary.load());
  }

  /** Kernels that the replicas compute with. */
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
                  + " by shard: %s. This is a fault in the job, please report it")
              .formatted(ledger.epoch(), ledger.given(), ledger.used(), ledger.shards()));
    }
  }

  private void requireNumbers() {
    double norm = trainer.network().params().norm2Number().doubleValue();
    if (!Double.isFinite(norm)) {
      throw new DivergedException("the norm of the weights is " + norm);
    }
  }
}
