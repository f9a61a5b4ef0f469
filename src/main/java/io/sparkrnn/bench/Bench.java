package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ModelSettings.Layer;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** All measurements of one run, one after the other and never two at a time. */
public final class Bench {

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Configuration hadoop;
  private final JobConfig config;
  private final int cores;
  private final long inputBytes;
  private final Effort effort;
  private final Set<Section> sections;
  private final Consumer<String> progress;
  private final Workload fused;
  private final Workload stock;
  private final Map<Quantity, Rates> rates = new EnumMap<>(Quantity.class);
  private final Map<String, List<ScalingRow>> scaling = new LinkedHashMap<>();
  private final List<PartitionRow> partitions = new ArrayList<>();

  /**
   * A benchmark of a job.
   *
   * @param cores that Spark runs tasks on, in this process
   * @param inputBytes of what the configuration names as data
   * @param progress takes a line for people before each part
   */
  public Bench(
      SparkSession spark,
      JobConfig config,
      int cores,
      long inputBytes,
      Effort effort,
      Set<Section> sections,
      Consumer<String> progress) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.hadoop = context.hadoopConfiguration();
    this.config = Variants.withLayer(config, Layer.FUSED);
    this.cores = cores;
    this.inputBytes = inputBytes;
    this.effort = effort;
    this.sections = Set.copyOf(sections);
    this.progress = progress;
    this.fused = Workloads.create(this.config, hadoop);
    this.stock = Workloads.create(Variants.withLayer(config, Layer.STOCK), hadoop);
  }

  /** Measures. */
  public BenchResult run() {
    try (Crew one = new Crew(1);
        Crew all = new Crew(cores);
        Roofline roofOne = new Roofline(one, effort.sgemmSeconds());
        Roofline roofAll = new Roofline(all, effort.sgemmSeconds())) {
      Optional<PreparationSpeed.Result> prepared = prepare();
      BenchData data = data(prepared);
      if (wanted(Section.layer)) {
        layers(data, one, all, roofOne, roofAll);
      } else if (wanted(Section.sgemm)) {
        progress.accept("Products of matrices");
        for (int run = 0; run < effort.runs(); run++) {
          roofOne.measure();
          roofAll.measure();
        }
      }
      if (wanted(Section.epoch)) {
        epochs(data, roofAll);
      }
      if (wanted(Section.scoring)) {
        progress.accept("Scoring %,d reviews".formatted(data.testCount()));
        put(Quantity.SCORING, scoring().measure(data, cores, effort.runs()));
      }
      if (wanted(Section.scaling)) {
        progress.accept("The fused layer at other sizes");
        scaling.putAll(new LayerScaling(config, hadoop, roofOne).measure());
        partitions(data);
      }
      return new BenchResult(
          cores,
          LayerSize.of(config),
          config.training().averageEveryBatches(),
          data.description(),
          fused.source(),
          inputBytes,
          prepared.map(PreparationSpeed.Result::reviews).orElse(0L),
          roofOne.shapes(),
          roofAll.shapes(),
          rates,
          scaling,
          partitions,
          Machine.facts());
    }
  }

  private Optional<PreparationSpeed.Result> prepare() {
    if (!wanted(Section.prepare)) {
      return Optional.empty();
    }
    progress.accept("Preparation of " + fused.source());
    PreparationSpeed.Result result =
        new PreparationSpeed(spark, fused).measure(effort.preparations());
    put(Quantity.PREPARATION, result.rates());
    return Optional.of(result);
  }

  /** What is configured; without a path, reviews of the configured size that are made up. */
  private BenchData data(Optional<PreparationSpeed.Result> prepared) {
    if (config.data().path().isEmpty()) {
      return BenchData.synthetic(spark, config, effort);
    }
    return prepared
        .map(PreparationSpeed.Result::data)
        .orElseGet(() -> BenchData.of(fused.prepare(spark), fused.source()));
  }

  private void layers(BenchData data, Crew one, Crew all, Roofline roofOne, Roofline roofAll) {
    List<Example> examples =
        data.some(effort.minibatches() * config.training().batchSize(), config.seed());
    LayersInTurn layers = new LayersInTurn(effort);
    layers.add(Quantity.STOCK_ONE, layer(stock, data, examples, one), roofOne);
    layers.add(Quantity.FUSED_ONE, layer(fused, data, examples, one), roofOne);
    layers.add(Quantity.STOCK_ALL, layer(stock, data, examples, all), roofAll);
    layers.add(Quantity.FUSED_ALL, layer(fused, data, examples, all), roofAll);
    layers.measure(progress).forEach(this::put);
  }

  private LayerSpeed layer(Workload workload, BenchData data, List<Example> examples, Crew crew) {
    return new LayerSpeed(workload, data.assets(), examples, config.training().batchSize(), crew);
  }

  private void epochs(BenchData data, Roofline roof) {
    EpochSpeed fusedEpochs = new EpochSpeed(context, config, fused, roof::measure);
    progress.accept("Epochs under Spark: %d replicas".formatted(cores));
    put(Quantity.EPOCH, fusedEpochs.measure(data, cores, effort.runs()));
    progress.accept("Epochs under Spark: one replica");
    put(
        Quantity.EPOCH_ONE_REPLICA,
        cores == 1 ? rates.get(Quantity.EPOCH) : fusedEpochs.measure(data, 1, effort.runs()));
    progress.accept("Epochs under Spark: stock layers, %d replicas".formatted(cores));
    long examples = (long) effort.stockBatches() * config.training().batchSize() * cores;
    BenchData few = data.thinned(examples);
    put(
        Quantity.EPOCH_STOCK,
        new EpochSpeed(context, config, stock, () -> {}).measure(few, cores, 1));
  }

  private ScoringSpeed scoring() {
    return new ScoringSpeed(context, config, fused);
  }

  /** 1, 2, 4 and so on partitions, and one for each core. */
  private void partitions(BenchData data) {
    EpochSpeed epochs = new EpochSpeed(context, config, fused, () -> {});
    for (int count : counts(cores)) {
      progress.accept("Epochs and scoring in partitions: %d".formatted(count));
      int runs = Math.min(2, effort.runs());
      partitions.add(
          new PartitionRow(
              count,
              epochs.measure(data, count, runs).median(),
              scoring().measure(data, count, runs).median()));
    }
  }

  static SortedSet<Integer> counts(int cores) {
    SortedSet<Integer> counts = new TreeSet<>();
    for (int count = 1; count < cores; count *= 2) {
      counts.add(count);
    }
    counts.add(cores);
    return counts;
  }

  private boolean wanted(Section section) {
    return sections.contains(section);
  }

  private void put(Quantity quantity, Rates measured) {
    rates.put(quantity, measured);
    progress.accept(
        String.format(
            Locale.ROOT,
            "  %s: %,.0f a second (%,.0f to %,.0f)",
            quantity.title(),
            measured.median(),
            measured.min(),
            measured.max()));
  }
}
