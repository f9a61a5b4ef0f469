package io.sparkrnn.bench;

import io.sparkrnn.bench.BenchResult.PartitionRow;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.eval.Evaluator;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.train.ShardStorage;
import io.sparkrnn.train.Shards;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Measures epochs and scoring under Spark, and how they scale with the number of partitions. */
final class SparkSpeed {

  /** Number of measurements per table row, fewer than of the main quantities. */
  private static final int RUNS_OF_A_ROW = 2;

  private final JavaSparkContext context;
  private final JobConfig config;
  private final Workload fused;
  private final int cores;
  private final BenchSettings effort;
  private final Measurements notes;

  SparkSpeed(
      JavaSparkContext context,
      JobConfig config,
      Workload fused,
      int cores,
      BenchSettings effort,
      Measurements notes) {
    this.context = context;
    this.config = config;
    this.fused = fused;
    this.cores = cores;
    this.effort = effort;
    this.notes = notes;
  }

  /** Measures epochs with the fused layer, by replicas on all cores and by one, interleaved. */
  void epochs(BenchData data, Roofline roofOne, Roofline roofAll) {
    notes.report("Epochs under Spark: %d replicas and one, interleaved".formatted(cores));
    InterleavedEpochs turns = new InterleavedEpochs(context, config, effort.runs());
    turns.add(Quantity.EPOCH, fused, data, cores, roofAll::measure);
    turns.add(Quantity.EPOCH_ONE_REPLICA, fused, data, 1, roofOne::measure);
    turns.measure().forEach(notes::put);
  }

  /** Measures an epoch with DL4J's layers, on a subset of the examples to limit its duration. */
  void stockEpoch(Workload stock, BenchData data) {
    notes.report("Epochs under Spark: stock layers, %d replicas".formatted(cores));
    long examples = (long) effort.stockBatches() * config.training().batchSize() * cores;
    InterleavedEpochs turns = new InterleavedEpochs(context, config, 1);
    turns.add(Quantity.EPOCH_STOCK, stock, data.subsampled(examples), cores, () -> {});
    turns.measure().forEach(notes::put);
  }

  /** Measures scoring of the test split. */
  void scoring(BenchData data) {
    notes.report("Scoring %,d reviews".formatted(data.testCount()));
    notes.put(Quantity.SCORING, scoring(data, cores, effort.runs()));
  }

  /** Measures epochs and scoring with 1, 2, 4 and so on partitions, up to the number of cores. */
  List<PartitionRow> partitions(BenchData data) {
    List<PartitionRow> rows = new ArrayList<>();
    for (int count : counts(cores)) {
      notes.report("Epochs and scoring: %d partition(s)".formatted(count));
      Rates epoch =
          known(count, cores, Quantity.EPOCH)
              .or(() -> known(count, 1, Quantity.EPOCH_ONE_REPLICA))
              .orElseGet(() -> epochs(data, count));
      Rates scoring =
          known(count, cores, Quantity.SCORING)
              .orElseGet(() -> scoring(data, count, RUNS_OF_A_ROW));
      rows.add(new PartitionRow(count, epoch.median(), scoring.median()));
    }
    return rows;
  }

  private Optional<Rates> known(int count, int measured, Quantity quantity) {
    return count == measured ? notes.rates(quantity) : Optional.empty();
  }

  static SortedSet<Integer> counts(int cores) {
    SortedSet<Integer> counts = new TreeSet<>();
    for (int count = 1; count < cores; count *= 2) {
      counts.add(count);
    }
    counts.add(cores);
    return counts;
  }

  private Rates epochs(BenchData data, int replicas) {
    InterleavedEpochs turns = new InterleavedEpochs(context, config, RUNS_OF_A_ROW);
    turns.add(Quantity.EPOCH, fused, data, replicas, () -> {});
    return turns.measure().get(Quantity.EPOCH);
  }

  /**
   * Evaluates the test split on the executors as {@code evaluate} does, {@code runs} times after a
   * warm-up; returns reviews per second.
   */
  private Rates scoring(BenchData data, int partitions, int runs) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(fused.network(data.assets(), TrainingLength.none()));
    network.init();
    Evaluator evaluator =
        new Evaluator(context, fused.batcher(data.assets()), config.evaluation().batchSize());
    Shards shards =
        Shards.of(data.test(), data.testCount(), partitions, ShardStorage.of(config, fused))
            .stored("test examples", StorageLevel.MEMORY_AND_DISK());
    context.setJobGroup("spark-rnn", "scoring");
    List<Double> rates = new ArrayList<>();
    for (int run = 0; run <= runs; run++) {
      Stopwatch watch = new Stopwatch();
      long judged = evaluator.evaluate(network, shards, fused.testMetrics(data.assets())).count();
      if (run > 0) {
        rates.add(judged / watch.seconds());
      }
    }
    shards.release();
    return new Rates(rates);
  }
}
