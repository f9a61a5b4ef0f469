package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaSparkContext;

/** What the job does on the executors: whole epochs and scoring, and how they grow. */
final class UnderSpark {

  /** One value of a table needs fewer measurements than what is quoted. */
  private static final int RUNS_OF_A_ROW = 2;

  private final JavaSparkContext context;
  private final JobConfig config;
  private final Workload fused;
  private final int cores;
  private final Effort effort;
  private final Notebook notes;

  UnderSpark(
      JavaSparkContext context,
      JobConfig config,
      Workload fused,
      int cores,
      Effort effort,
      Notebook notes) {
    this.context = context;
    this.config = config;
    this.fused = fused;
    this.cores = cores;
    this.effort = effort;
    this.notes = notes;
  }

  /** Epochs by the fused layer, on all cores and by one replica in turn, each by its roofline. */
  void epochs(BenchData data, Roofline roofOne, Roofline roofAll) {
    notes.say("Epochs under Spark: %d replicas and one in turn".formatted(cores));
    EpochsInTurn turns = new EpochsInTurn(context, config, effort.runs());
    turns.add(Quantity.EPOCH, fused, data, cores, roofAll::measure);
    turns.add(Quantity.EPOCH_ONE_REPLICA, fused, data, 1, roofOne::measure);
    turns.measure().forEach(notes::put);
  }

  /** An epoch by DL4J's layers, on so few examples that it ends soon. */
  void stockEpoch(Workload stock, BenchData data) {
    notes.say("Epochs under Spark: stock layers, %d replicas".formatted(cores));
    long examples = (long) effort.stockBatches() * config.training().batchSize() * cores;
    EpochsInTurn turns = new EpochsInTurn(context, config, 1);
    turns.add(Quantity.EPOCH_STOCK, stock, data.thinned(examples), cores, () -> {});
    turns.measure().forEach(notes::put);
  }

  void scoring(BenchData data) {
    notes.say("Scoring %,d reviews".formatted(data.testCount()));
    notes.put(Quantity.SCORING, scoring().measure(data, cores, effort.runs()));
  }

  /** Epochs and scoring in 1, 2, 4 and so on partitions, and in one for each core. */
  List<PartitionRow> partitions(BenchData data) {
    List<PartitionRow> rows = new ArrayList<>();
    for (int count : counts(cores)) {
      notes.say("Epochs and scoring: partitions %d".formatted(count));
      Rates epoch =
          known(count, cores, Quantity.EPOCH)
              .or(() -> known(count, 1, Quantity.EPOCH_ONE_REPLICA))
              .orElseGet(() -> epochs(data, count));
      Rates scoring =
          known(count, cores, Quantity.SCORING)
              .orElseGet(() -> scoring().measure(data, count, RUNS_OF_A_ROW));
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
    EpochsInTurn turns = new EpochsInTurn(context, config, RUNS_OF_A_ROW);
    turns.add(Quantity.EPOCH, fused, data, replicas, () -> {});
    return turns.measure().get(Quantity.EPOCH);
  }

  private ScoringSpeed scoring() {
    return new ScoringSpeed(context, config, fused);
  }
}
