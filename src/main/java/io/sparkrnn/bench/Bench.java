package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ModelSettings.Layer;
import io.sparkrnn.workload.Example;
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
  private final SortedSet<Long> sizes;
  private final Notebook notes;
  private final Workload fused;
  private final Workload stock;
  private final Map<String, List<ScalingRow>> scaling = new LinkedHashMap<>();
  private final List<PartitionRow> partitions = new ArrayList<>();
  private String description = "none";

  /**
   * A benchmark of a job.
   *
   * @param cores that Spark runs tasks on, in this process
   * @param inputBytes of what the configuration names as data
   * @param sizes of the data, for the section of that name
   * @param progress takes a line for people before each part
   */
  public Bench(
      SparkSession spark,
      JobConfig config,
      int cores,
      long inputBytes,
      Effort effort,
      Set<Section> sections,
      SortedSet<Long> sizes,
      Consumer<String> progress) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.hadoop = context.hadoopConfiguration();
    this.config = Variants.withLayer(config, Layer.FUSED);
    this.cores = cores;
    this.inputBytes = inputBytes;
    this.effort = effort;
    this.sections = Set.copyOf(sections);
    this.sizes = new TreeSet<>(sizes);
    this.notes = new Notebook(progress);
    this.fused = Workloads.create(this.config, hadoop);
    this.stock = Workloads.create(Variants.withLayer(config, Layer.STOCK), hadoop);
  }

  /** Measures. */
  public BenchResult run() {
    try (Crew one = new Crew(1);
        Crew all = new Crew(cores);
        Roofline roofOne = new Roofline(one, effort.sgemmSeconds());
        Roofline roofAll = new Roofline(all, effort.sgemmSeconds())) {
      CoreTypeSpeeds coreTypes = coreTypes();
      Optional<PreparationSpeed.Result> prepared =
          wanted(Section.prepare) ? Optional.of(prepare()) : Optional.empty();
      if (wanted(Section.sgemm) && !wanted(Section.layer)) {
        products(roofOne, roofAll);
      }
      if (wanted(Section.layer, Section.epoch, Section.scoring, Section.scaling)) {
        BenchData data = data(prepared);
        UnderSpark underSpark = new UnderSpark(context, config, fused, cores, effort, notes);
        if (wanted(Section.layer)) {
          layers(data, one, all, roofOne, roofAll);
        }
        if (wanted(Section.epoch)) {
          underSpark.epochs(data, roofOne, roofAll);
          underSpark.stockEpoch(stock, data);
        }
        if (wanted(Section.scoring)) {
          underSpark.scoring(data);
        }
        if (wanted(Section.scaling)) {
          notes.say("The fused layer at other sizes");
          scaling.putAll(new LayerScaling(config, hadoop, roofOne).measure());
          partitions.addAll(underSpark.partitions(data));
        }
        description = data.description();
      }
      List<SizeRow> bySize =
          wanted(Section.sizes)
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
          bySize,
          Machine.facts());
    }
  }

  /** Only for those parts that are compared with how fast the machine could be. */
  private CoreTypeSpeeds coreTypes() {
    if (!wanted(Section.sgemm, Section.layer, Section.epoch, Section.scaling)) {
      return CoreTypeSpeeds.none();
    }
    notes.say("Products of matrices by other kernels, in processes of their own");
    return new CoreTypes(cores, effort).measure();
  }

  private PreparationSpeed.Result prepare() {
    notes.say("Preparation of " + fused.source());
    PreparationSpeed.Result result =
        new PreparationSpeed(spark, fused).measure(effort.preparations());
    notes.put(Quantity.PREPARATION, result.rates());
    return result;
  }

  private void products(Roofline roofOne, Roofline roofAll) {
    notes.say("Products of matrices");
    for (int run = 0; run < effort.runs(); run++) {
      roofOne.measure();
      roofAll.measure();
    }
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
    layers.measure(notes).forEach(notes::put);
  }

  private LayerSpeed layer(Workload workload, BenchData data, List<Example> examples, Crew crew) {
    return new LayerSpeed(workload, data.assets(), examples, config.training().batchSize(), crew);
  }

  private boolean wanted(Section... any) {
    return Arrays.stream(any).anyMatch(sections::contains);
  }
}
