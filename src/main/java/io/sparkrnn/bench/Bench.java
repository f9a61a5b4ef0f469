package io.sparkrnn.bench;

import io.sparkrnn.bench.BenchResult.AveragingRow;
import io.sparkrnn.bench.BenchResult.PartitionRow;
import io.sparkrnn.bench.BenchResult.ScalingRow;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.nn.RecurrentSettings.Layer;
import io.sparkrnn.workload.BenchmarkType;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.LayerSize;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Runs a benchmark: measures the requested sections, one after the other. */
public final class Bench {

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Configuration hadoop;
  private final JobConfig config;
  private final int cores;
  private final long inputBytes;
  private final BenchSettings effort;
  private final Set<BenchSection> sections;
  private final SortedSet<Long> sizes;
  private final Measurements notes;
  private final Workload fused;
  private final Workload stock;
  private final Map<String, List<ScalingRow>> scaling = new LinkedHashMap<>();
  private final List<PartitionRow> partitions = new ArrayList<>();
  private final List<AveragingRow> rounds = new ArrayList<>();
  private String description = "none";

  /**
   * A benchmark of a job.
   *
   * @param config the job's settings
   * @param cores number of cores on which Spark runs tasks, in this process
   * @param inputBytes size of the configured data
   * @param effort number and duration of measurements
   * @param sections the sections to measure
   * @param sizes data sizes in reviews, for {@link BenchSection#sizes}
   * @param progress receives progress messages
   */
  public Bench(
      SparkSession spark,
      JobConfig config,
      int cores,
      long inputBytes,
      BenchSettings effort,
      Set<BenchSection> sections,
      SortedSet<Long> sizes,
      Consumer<String> progress) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.hadoop = context.hadoopConfiguration();
    this.config = BenchmarkType.of(config).withLayer(config, Layer.FUSED);
    this.cores = cores;
    this.inputBytes = inputBytes;
    this.effort = effort;
    this.sections = Set.copyOf(sections);
    this.sizes = new TreeSet<>(sizes);
    this.notes = new Measurements(progress);
    this.fused = Workloads.create(this.config, hadoop);
    this.stock = Workloads.create(BenchmarkType.of(config).withLayer(config, Layer.STOCK), hadoop);
  }

  /** Measures the requested sections. */
  public BenchResult run() {
    try (WorkerThreads one = new WorkerThreads(1);
        WorkerThreads all = new WorkerThreads(cores);
        Roofline roofOne = new Roofline(one, effort.sgemmSeconds());
        Roofline roofAll = new Roofline(all, effort.sgemmSeconds())) {
      CoreTypeSpeeds coreTypes = coreTypes();
      Optional<PreparationSpeed.Result> prepared =
          wanted(BenchSection.prepare) ? Optional.of(prepare()) : Optional.empty();
      if (wanted(BenchSection.sgemm) && !wanted(BenchSection.layer)) {
        products(roofOne, roofAll);
      }
      if (wanted(
          BenchSection.layer,
          BenchSection.epoch,
          BenchSection.scoring,
          BenchSection.scaling,
          BenchSection.averaging)) {
        BenchData data = data(prepared);
        SparkSpeed underSpark = new SparkSpeed(context, config, fused, cores, effort, notes);
        if (wanted(BenchSection.layer)) {
          layers(data, one, all, roofOne, roofAll);
        }
        if (wanted(BenchSection.epoch)) {
          underSpark.epochs(data, roofOne, roofAll);
          underSpark.stockEpoch(stock, data);
        }
        if (wanted(BenchSection.scoring)) {
          underSpark.scoring(data);
        }
        if (wanted(BenchSection.scaling)) {
          notes.report("The fused layer at other sizes");
          scaling.putAll(new LayerScaling(config, hadoop, roofOne).measure());
          partitions.addAll(underSpark.partitions(data));
        }
        if (wanted(BenchSection.averaging)) {
          rounds.addAll(
              new AveragingSpeed(context, config, fused, effort, notes).measure(data, all));
        }
        description = data.description();
      }
      List<SizeRow> bySize =
          wanted(BenchSection.sizes)
              ? new DataSizes(spark, config, cores, notes).measure(sizes)
              : List.of();
      return new BenchResult(
          cores,
          LayerSize.of(config),
          config.training().averaging().text(),
          description,
          fused.source(),
          inputBytes,
          prepared.map(PreparationSpeed.Result::reviews).orElse(0L),
          roofOne.shapes(),
          roofAll.shapes(),
          coreTypes,
          notes.all(),
          scaling,
          partitions,
          rounds,
          bySize,
          Machine.present());
    }
  }

  /** Measures core types, if a section is requested that is compared with the machine's limit. */
  private CoreTypeSpeeds coreTypes() {
    if (!wanted(BenchSection.sgemm, BenchSection.layer, BenchSection.epoch, BenchSection.scaling)) {
      return CoreTypeSpeeds.none();
    }
    notes.report("Matrix products with the kernels of other core types, in separate processes");
    return new CoreTypes(cores, effort).measure();
  }

  private PreparationSpeed.Result prepare() {
    notes.report("Preparation of " + fused.source());
    PreparationSpeed.Result result =
        new PreparationSpeed(spark, fused).measure(effort.preparations());
    notes.put(Quantity.PREPARATION, result.rates());
    return result;
  }

  private void products(Roofline roofOne, Roofline roofAll) {
    notes.report("Matrix products");
    for (int run = 0; run < effort.runs(); run++) {
      roofOne.measure();
      roofAll.measure();
    }
  }

  /** Returns the configured data; without a path, synthetic reviews of the configured length. */
  private BenchData data(Optional<PreparationSpeed.Result> prepared) {
    if (config.data().isSample()) {
      return BenchData.synthetic(spark, config, effort);
    }
    return prepared
        .map(PreparationSpeed.Result::data)
        .orElseGet(() -> BenchData.of(fused.prepare(spark), fused.source()));
  }

  private void layers(
      BenchData data, WorkerThreads one, WorkerThreads all, Roofline roofOne, Roofline roofAll) {
    List<Example> examples =
        data.sample(effort.minibatches() * config.training().batchSize(), config.seed());
    InterleavedLayers layers = new InterleavedLayers(effort);
    layers.add(Quantity.STOCK_ONE, layer(stock, data, examples, one), roofOne);
    layers.add(Quantity.FUSED_ONE, layer(fused, data, examples, one), roofOne);
    layers.add(Quantity.STOCK_ALL, layer(stock, data, examples, all), roofAll);
    layers.add(Quantity.FUSED_ALL, layer(fused, data, examples, all), roofAll);
    layers.measure(notes);
  }

  private LayerSpeed layer(
      Workload workload, BenchData data, List<Example> examples, WorkerThreads workers) {
    return new LayerSpeed(
        workload, data.assets(), examples, config.training().batchSize(), workers);
  }

  private boolean wanted(BenchSection... any) {
    return Arrays.stream(any).anyMatch(sections::contains);
  }
}
