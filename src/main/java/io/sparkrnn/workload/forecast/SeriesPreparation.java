package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.EvaluationSettings.Baseline;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.series.SeriesSource;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PreparedData.Fact;
import io.sparkrnn.workload.forecast.ForecastSettings.Scope;
import io.sparkrnn.workload.forecast.SeriesReading.Read;
import io.sparkrnn.workload.forecast.SeriesReading.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/** Prepares series as examples: splits them in time, scales them and orders the windows. */
final class SeriesPreparation {

  private static final int NAMES_SHOWN = 5;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final JobConfig config;
  private final ForecastSettings settings;
  private final SeriesSource source;
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  SeriesPreparation(SparkSession spark, JobConfig config, SeriesSource source) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.config = config;
    this.settings = SeriesForecastSettings.of(config).forecast();
    this.source = source;
  }

  /** Prepares data for a new model; scales are computed from the training split. */
  PreparedData prepare() {
    Read read = read();
    Map<String, SeriesSplits> parts = parts(read.sizes(), 1);
    if (parts.isEmpty()) {
      throw tooShort(settings.reach() + 2);
    }
    return examples(read, parts, List.of());
  }

  /**
   * Prepares data for a model that is already trained: its scales and its linear model are used,
   * and a series may be too short to have training windows.
   */
  PreparedData prepareFor(List<Asset> assets) {
    SeriesForecast.requireColumns(ModelScales.in(assets), source.columns());
    Read read = read();
    Map<String, SeriesSplits> parts = parts(read.sizes(), Integer.MIN_VALUE);
    if (parts.isEmpty()) {
      throw tooShort(settings.reach() + 1);
    }
    return examples(read, parts, assets);
  }

  private Read read() {
    Read read = new SeriesReading(spark, source, settings, config.data().onBadRow()).read();
    warnings.addAll(read.warnings());
    return read;
  }

  private BadDataException tooShort(int needed) {
    return new BadDataException(
        "no series of %s is long enough: expected at least %d steps for windows of %d (forecast.window)%s and a test of %s (data.test-fraction)"
            .formatted(
                source.description(),
                needed,
                settings.window(),
                settings.difference() == 0
                    ? ""
                    : ", differences of %d".formatted(settings.difference()),
                SeriesForecastSettings.of(config).testFraction()));
  }

  /**
   * Returns the splits of the series that are long enough, by name; they are numbered in order.
   *
   * @param leastWindows minimum number of training and validation windows of a series
   */
  private Map<String, SeriesSplits> parts(List<Size> sizes, int leastWindows) {
    List<Size> used = new ArrayList<>();
    List<SeriesSplits> cut = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Size size : sizes) {
      int testStart =
          SeriesSplits.testStart(size.length(), SeriesForecastSettings.of(config).testFraction());
      int windows = testStart - settings.reach();
      if (windows >= leastWindows && size.length() > settings.reach()) {
        cut.add(new SeriesSplits(cut.size(), Math.max(0, windows), 0, testStart, size.length()));
        used.add(size);
      } else {
        left.add(size.name());
      }
    }
    if (!left.isEmpty() && !used.isEmpty()) {
      warnings.add(
          "%d series are too short for a window of %d steps and were left out: %s%s"
              .formatted(
                  left.size(),
                  settings.reach(),
                  String.join(", ", left.subList(0, Math.min(NAMES_SHOWN, left.size()))),
                  left.size() > NAMES_SHOWN ? ", ..." : ""));
    }
    int[] windows = cut.stream().mapToInt(SeriesSplits::windows).toArray();
    long total = cut.stream().mapToLong(SeriesSplits::windows).sum();
    // Must be the same split as in train.Shards.
    long trainWindows = (long) (total * (1 - config.data().validationFraction()));
    int[] first = WindowOrder.firstOf(windows, trainWindows);
    Map<String, SeriesSplits> parts = new HashMap<>();
    for (int i = 0; i < cut.size(); i++) {
      parts.put(used.get(i).name(), cut.get(i).withTrainWindows(first[i]));
    }
    return parts;
  }

  /**
   * Cuts series into examples.
   *
   * @param given assets of a model that is already trained; empty: a new one
   */
  private PreparedData examples(Read read, Map<String, SeriesSplits> parts, List<Asset> given) {
    context.setJobGroup("spark-rnn", "cutting series into windows");
    SeriesExamples maker = SeriesExamples.of(settings, source.columns().numbers().size());
    Broadcast<Map<String, SeriesSplits>> shared = context.broadcast(parts);
    JavaRDD<Series> used =
        read.series().filter(series -> shared.value().containsKey(series.name()));
    ScaleFitter fitted = new ScaleFitter(settings, source.columns().numbers());
    Map<String, List<ColumnScale>> each =
        fitted.ofEach(
            used, shared, given.isEmpty() ? Optional.empty() : Optional.of(ModelScales.in(given)));
    Broadcast<Map<String, List<ColumnScale>>> scales = context.broadcast(each);
    JavaRDD<Example> train =
        ordered(
            used.flatMapToPair(
                series ->
                    maker.training(
                        series,
                        shared.value().get(series.name()),
                        scales.value().get(series.name()))));
    JavaRDD<Example> test =
        ordered(
            used.flatMapToPair(
                series ->
                    maker.testing(
                        series,
                        shared.value().get(series.name()),
                        scales.value().get(series.name()))));
    long trainCount = parts.values().stream().mapToLong(SeriesSplits::windows).sum();
    long testCount =
        parts.values().stream().mapToLong(one -> one.testWindows(settings.reach())).sum();
    describe(read, parts, trainCount, testCount);
    List<Asset> assets = new ArrayList<>(given);
    if (given.isEmpty()) {
      assets.add(fitted.asset(each).toAsset());
      linear(maker, used, shared, scales).map(LinearForecast::toAsset).ifPresent(assets::add);
    }
    return new PreparedData(
        train, trainCount, test, testCount, assets, Optional.empty(), facts, warnings);
  }

  private Optional<LinearForecast> linear(
      SeriesExamples maker,
      JavaRDD<Series> used,
      Broadcast<Map<String, SeriesSplits>> parts,
      Broadcast<Map<String, List<ColumnScale>>> scales) {
    if (config.evaluation().baseline() == Baseline.OFF) {
      return Optional.empty();
    }
    context.setJobGroup("spark-rnn", "fitting the linear model");
    return LinearForecastFitter.of(maker)
        .flatMap(one -> one.fit(used, parts, scales, config.training().finish().refit()));
  }

  private JavaRDD<Example> ordered(JavaPairRDD<Long, Example> keyed) {
    return keyed
        .sortByKey(true, Math.max(2, context.defaultParallelism()))
        .values()
        .zipWithIndex()
        .map(pair -> pair._1().withIndex(pair._2()));
  }

  private void describe(Read read, Map<String, SeriesSplits> parts, long train, long test) {
    facts.add(new Fact("Source", source.description()));
    IntSummaryStatistics steps =
        parts.values().stream().mapToInt(SeriesSplits::length).summaryStatistics();
    facts.add(
        new Fact(
            "Series",
            steps.getMin() == steps.getMax()
                ? String.format(Locale.ROOT, "%,d of %,d steps", parts.size(), steps.getMin())
                : String.format(
                    Locale.ROOT,
                    "%,d of %,d to %,d steps",
                    parts.size(),
                    steps.getMin(),
                    steps.getMax())));
    if (read.filled() > 0) {
      facts.add(
          new Fact(
              "Filled",
              String.format(
                  Locale.ROOT,
                  "%,d missing numbers (forecast.missing = %s)",
                  read.filled(),
                  settings.missing().name().toLowerCase(Locale.ROOT))));
    }
    facts.add(
        new Fact(
            "Training windows",
            String.format(
                Locale.ROOT,
                "%,d of %d steps; the validation split is the last ones of each series",
                train,
                settings.window())));
    facts.add(
        new Fact(
            "Test windows",
            String.format(Locale.ROOT, "%,d, later in time than all training values", test)));
    if (settings.scope() == Scope.WINDOW && settings.window() < settings.season()) {
      warnings.add(
          "forecast.window = %d is less than forecast.season-length = %d: no window holds a whole season"
              .formatted(settings.window(), settings.season()));
    }
  }
}
