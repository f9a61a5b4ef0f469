package io.sparkrnn.train;

import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.nn.Optimisation;
import io.sparkrnn.train.EpochLedger.ShardEntry;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.schedule.ISchedule;

/** Trains replicas epoch by epoch, averages them, and proves what each epoch used. */
public final class TrainingLoop {

  /** The Spark accumulator that counts trained examples while an epoch runs. */
  public static final String PROGRESS = "examples trained";

  private final JavaSparkContext context;
  private final TrainingSettings settings;
  private final long seed;
  private final Shards shards;
  private final Batcher batcher;
  private final MetricsFactory epochMetrics;
  private final Function<MultiLayerNetwork, Scores> validator;
  private final List<EpochListener> listeners;

  /**
   * A loop over shards.
   *
   * @param validator scores the averaged network after each epoch; empty scores without a
   *     validation part
   */
  public TrainingLoop(
      JavaSparkContext context,
      TrainingSettings settings,
      long seed,
      Shards shards,
      Batcher batcher,
      MetricsFactory epochMetrics,
      Function<MultiLayerNetwork, Scores> validator,
      List<EpochListener> listeners) {
    this.context = context;
    this.settings = settings;
    this.seed = seed;
    this.shards = shards;
    this.batcher = batcher;
    this.epochMetrics = epochMetrics;
    this.validator = validator;
    this.listeners = List.copyOf(listeners);
  }

  /** The plan for shards of these settings. */
  public static TrainingPlan plan(TrainingSettings settings, Shards training, Shards validation) {
    RoundPlan rounds = rounds(settings, training);
    return new TrainingPlan(
        settings.epochs(),
        training.count(),
        training.examples(),
        validation.examples(),
        rounds.batches(training.size(0)),
        rounds.rounds());
  }

  private static RoundPlan rounds(TrainingSettings settings, Shards shards) {
    return RoundPlan.of(shards.size(0), settings.batchSize(), settings.averageEveryBatches());
  }

  /**
   * Trains {@code network} in place.
   *
   * @return one record an epoch
   * @throws TrainingFailedException if the parameters stop being numbers, or an epoch did not use
   *     every training example exactly once
   */
  public List<EpochRecord> train(MultiLayerNetwork network, TrainingPlan plan) {
    TrainingAccount account = new TrainingAccount(epochMetrics);
    LongAccumulator progress = context.sc().longAccumulator(PROGRESS);
    context.sc().register(account);
    RoundPlan rounds = rounds(settings, shards);
    Map<Integer, Long> shardSums = indexSums();
    ReplicaTrainer trainer =
        new AveragingTrainer(
            context,
            network,
            plan.replicas(),
            settings.batchSize(),
            plan.batchesPerEpoch(),
            seed,
            new ReplicaMonitor(account, progress, epochMetrics));
    ISchedule schedule = Optimisation.schedule(settings, plan.horizon());

    listeners.forEach(listener -> listener.started(plan));
    List<EpochRecord> history = new ArrayList<>();
    for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
      int current = epoch;
      listeners.forEach(listener -> listener.epochStarted(current));
      account.reset();
      progress.reset();

      long start = System.nanoTime();
      describe(
          "epoch %d of %d: training %d replicas".formatted(epoch, plan.epochs(), plan.replicas()));
      int batchesBefore = (epoch - 1) * plan.batchesPerEpoch();
      for (int round = 0; round < rounds.rounds(); round++) {
        trainer.trainRound(
            minibatches(rounds, epoch, round),
            batchesBefore + rounds.firstBatch(shards.size(0), round),
            batchesBefore + rounds.firstBatch(shards.size(0), round + 1));
      }
      // DL4J counts a round as an epoch.
      network.setEpochCount(epoch);
      double trainSeconds = seconds(start);
      requireNumbers(network, epoch);
      EpochLedger ledger = ledger(epoch, account.value(), shardSums);
      requireComplete(ledger);

      start = System.nanoTime();
      describe("epoch %d of %d: validation".formatted(epoch, plan.epochs()));
      Scores validation = validator.apply(network);
      EpochRecord record =
          new EpochRecord(
              epoch,
              merged(account.value()).scores(),
              validation,
              schedule.valueAt(epoch * plan.batchesPerEpoch() - 1, epoch - 1),
              trainSeconds,
              seconds(start),
              ledger);
      history.add(record);
      listeners.forEach(listener -> listener.epochEnded(record, network));
    }
    return history;
  }

  private JavaRDD<DataSet> minibatches(RoundPlan rounds, int epoch, int round) {
    int cores = context.sc().getConf().getInt("spark.task.cpus", 1);
    ShardBatches.Round told =
        new ShardBatches.Round(rounds, settings.batches(), seed, epoch, round, cores, batcher);
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

  /** For each shard, the sum of its examples' mixed indices. */
  private Map<Integer, Long> indexSums() {
    describe("dealing examples to %d shards".formatted(shards.count()));
    return shards
        .rdd()
        .mapToPair(
            shard ->
                new scala.Tuple2<>(
                    shard.id(),
                    shard.examples().stream()
                        .mapToLong(example -> ShardAccount.mixed(example.index()))
                        .sum()))
        .collectAsMap();
  }

  private EpochLedger ledger(
      int epoch, Map<TrainingAccount.Key, ShardAccount> accounts, Map<Integer, Long> shardSums) {
    List<ShardEntry> entries = new ArrayList<>();
    for (int shard = 0; shard < shards.count(); shard++) {
      long used = 0;
      long indexSum = 0;
      for (Map.Entry<TrainingAccount.Key, ShardAccount> entry : accounts.entrySet()) {
        if (entry.getKey().epoch() == epoch && entry.getKey().shard() == shard) {
          used += entry.getValue().used();
          indexSum += entry.getValue().indexSum();
        }
      }
      long given = shards.size(shard);
      entries.add(
          new ShardEntry(shard, given, used, used == given && indexSum == shardSums.get(shard)));
    }
    return new EpochLedger(epoch, entries);
  }

  private Metrics merged(Map<TrainingAccount.Key, ShardAccount> accounts) {
    Metrics all = epochMetrics.create();
    accounts.values().forEach(account -> all.merge(account.metrics()));
    return all;
  }

  private static void requireComplete(EpochLedger ledger) {
    if (!ledger.complete()) {
      throw new TrainingFailedException(
          ("epoch %d did not use every training example exactly once: %d given, %d used;"
                  + " by shard: %s. This is a fault in the job, please report it")
              .formatted(ledger.epoch(), ledger.given(), ledger.used(), ledger.shards()));
    }
  }

  private static void requireNumbers(MultiLayerNetwork network, int epoch) {
    double norm = network.params().norm2Number().doubleValue();
    if (!Double.isFinite(norm)) {
      throw new TrainingFailedException(
          ("training diverged in epoch %d: the parameters' norm is %s;"
                  + " lower training.learning-rate or set training.clip-norm")
              .formatted(epoch, norm));
    }
  }

  private void describe(String what) {
    context.setJobGroup("spark-rnn", what);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
