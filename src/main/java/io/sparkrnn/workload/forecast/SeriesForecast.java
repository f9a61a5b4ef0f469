package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.DataSettings.ValidationSplit;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.SeriesColumns;
import io.sparkrnn.data.SeriesSource;
import io.sparkrnn.data.SeriesTables;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.Horizon;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleSize;
import io.sparkrnn.workload.Exhibit;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.Prediction;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.forecast.ForecastTestMetrics.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Predicts the next value of a series. */
public final class SeriesForecast implements Workload {

  public static final String NAME = "forecast";

  /** Raised when the meaning of prepared examples changes, so that old ones are not reused. */
  private static final int FORMAT = 1;

  private final JobConfig config;
  private final ForecastSettings settings;
  private final SeriesSource source;

  private SeriesForecast(JobConfig config, SeriesSource source) {
    this.config = config;
    this.settings = ForecastSettings.of(config.own());
    this.source = source;
  }

  /**
   * The workload as the settings say.
   *
   * @throws ConfigurationException if they would validate on what lies between training values
   */
  public static SeriesForecast open(JobConfig config, Configuration hadoop) {
    if (config.data().validationSplit() != ValidationSplit.LAST
        && config.data().validationFraction() > 0) {
      throw new ConfigurationException(
          "data.validation.split = random would validate a forecast on steps between those that it"
              + " learns; set it to last, as conf/forecast.conf does");
    }
    return new SeriesForecast(
        config, SeriesTables.open(config.data(), ForecastSettings.columns(config.own()), hadoop));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Forecast of series";
  }

  @Override
  public String source() {
    return source.description();
  }

  @Override
  public String fingerprint() {
    return String.join(
        "\n",
        NAME + " " + FORMAT,
        source.fingerprint(),
        config.data().onBadRow().toString(),
        settings.toString(),
        "test %s, validation %s"
            .formatted(config.data().testFraction(), config.data().validationFraction()));
  }

  @Override
  public PreparedData prepare(SparkSession spark) {
    return new SeriesPreparation(spark, config, source).prepare();
  }

  @Override
  public PreparedData prepareFor(SparkSession spark, List<Asset> assets) {
    return new SeriesPreparation(spark, config, source).prepareFor(Scales.in(assets));
  }

  /**
   * Predicts what comes after the last step of each series.
   *
   * @param assets the model's
   * @param steps how many; empty: those of the model's horizon
   * @throws BadDataException if no series has a whole window
   */
  public NextValues forecast(
      SparkSession spark, MultiLayerNetwork network, List<Asset> assets, OptionalInt steps) {
    return new Forecasting(spark, config, source).next(network, Scales.in(assets), steps);
  }

  /** Fails if a source has not as many numbers a step as a model was trained with. */
  static void requireColumns(Scales scales, SeriesColumns columns) {
    if (scales.columns().size() != columns.numbers().size()) {
      throw new BadDataException(
          ("the model was trained with the columns %s, the input is read with %s; name as many in"
                  + " forecast.input.value-column and feature-columns")
              .formatted(scales.columns(), columns.numbers()));
    }
  }

  @Override
  public MultiLayerConfiguration network(List<Asset> assets, Horizon horizon) {
    return ForecastNetwork.configuration(
        config.model(), config.training(), config.seed(), columns(), horizon);
  }

  /** A window with its outlook, and in a pass the states of each step, and their gradients. */
  @Override
  public ExampleSize exampleSize() {
    long inputs = (long) settings.window() * columns();
    long states = (long) settings.window() * config.model().hiddenSize();
    return new ExampleSize(
        inputs, 1 + 4L * settings.horizon(), inputs + 2 * states, inputs + 2 * states);
  }

  private int columns() {
    return source.columns().numbers().size();
  }

  private WindowTransform transform() {
    return WindowTransform.of(settings, columns());
  }

  @Override
  public Batcher batcher() {
    return new WindowBatcher(transform());
  }

  @Override
  public Prediction testPrediction() {
    return new Rollout(transform(), settings.horizon());
  }

  @Override
  public MetricsFactory epochMetrics() {
    return ForecastEpochMetrics::new;
  }

  @Override
  public MetricsFactory testMetrics(List<Asset> assets) {
    int columns = columns();
    int horizon = settings.horizon();
    int season = settings.season();
    return () -> new ForecastTestMetrics(columns, horizon, season);
  }

  @Override
  public List<Exhibit> showExamples(
      MultiLayerNetwork network, PreparedData data, Metrics judged, int count) {
    ForecastTestMetrics metrics = (ForecastTestMetrics) judged;
    List<List<Shown>> chosen = metrics.seriesShown().limit(count).map(metrics::ofSeries).toList();
    Set<Long> wanted = chosen.stream().map(one -> one.get(0).index()).collect(Collectors.toSet());
    Map<Long, float[]> before =
        data.test().filter(example -> wanted.contains(example.index())).collect().stream()
            .collect(Collectors.toMap(Example::index, example -> values(example.features())));
    List<Exhibit> plots = new ArrayList<>();
    for (List<Shown> series : chosen) {
      Shown first = series.get(0);
      String name = "Series %d".formatted(first.outlook().series() + 1);
      plots.add(ForecastExhibits.oneStepOf(name, series));
      if (settings.horizon() > 1) {
        plots.add(
            ForecastExhibits.horizonOf(name, before.get(first.index()), first, settings.season()));
      }
    }
    return plots;
  }

  /** The value's numbers of a window. */
  private float[] values(float[] features) {
    int columns = columns();
    float[] values = new float[features.length / columns];
    for (int step = 0; step < values.length; step++) {
      values[step] = features[step * columns];
    }
    return values;
  }
}
