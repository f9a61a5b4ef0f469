package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.DataSettings.ValidationSplit;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.series.SeriesColumns;
import io.sparkrnn.data.series.SeriesSource;
import io.sparkrnn.data.series.SeriesSources;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleMetadata;
import io.sparkrnn.workload.ExampleSize;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.ForecastingWorkload;
import io.sparkrnn.workload.Forecasts;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.Prediction;
import io.sparkrnn.workload.PreparedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Workload that trains a network to predict the next value of a time series. */
public final class SeriesForecast implements ForecastingWorkload {

  /** Value of the setting {@code workload}. */
  public static final String NAME = "forecast";

  /** Version of the prepared examples' meaning; a new one invalidates cached examples. */
  private static final int FORMAT = 3;

  private final JobConfig config;
  private final ForecastSettings settings;
  private final SeriesSource source;

  private SeriesForecast(JobConfig config, SeriesSource source) {
    this.config = config;
    this.settings = SeriesForecastSettings.of(config).forecast();
    this.source = source;
  }

  /**
   * Creates the workload.
   *
   * @throws ConfigurationException if the validation split is random: its steps would lie between
   *     those of the training split
   */
  public static SeriesForecast open(JobConfig config, Configuration hadoop) {
    if (config.data().validationSplit() != ValidationSplit.LAST
        && config.data().validationFraction() > 0) {
      throw new ConfigurationException(
          "data.validation.split = random would validate a forecast on steps between those that it"
              + " is trained on; set it to last, as conf/forecast.conf does");
    }
    return new SeriesForecast(
        config,
        SeriesSources.open(config.data(), SeriesForecastSettings.of(config).columns(), hadoop));
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
        "linear model %s, refit %s"
            .formatted(config.evaluation().baseline(), config.training().finish().refit()),
        "test %s, validation %s"
            .formatted(
                SeriesForecastSettings.of(config).testFraction(),
                config.data().validationFraction()));
  }

  @Override
  public PreparedData prepare(SparkSession spark) {
    return new SeriesPreparation(spark, config, source).prepare();
  }

  @Override
  public PreparedData prepareFor(SparkSession spark, List<Asset> assets) {
    return new SeriesPreparation(spark, config, source).prepareFor(assets);
  }

  @Override
  public Forecasts forecast(
      SparkSession spark, MultiLayerNetwork network, List<Asset> assets, OptionalInt steps) {
    return new ForecastRunner(spark, config, source).next(network, ModelScales.in(assets), steps);
  }

  /** Fails if a source does not have as many columns as the model was trained with. */
  static void requireColumns(ModelScales scales, SeriesColumns columns) {
    if (scales.columns().size() != columns.numbers().size()) {
      throw new BadDataException(
          ("the model was trained with the columns %s, but the input is read with %s; set as many"
                  + " in forecast.input.value-column and feature-columns")
              .formatted(scales.columns(), columns.numbers()));
    }
  }

  @Override
  public MultiLayerConfiguration network(List<Asset> assets, TrainingLength horizon) {
    return ForecastNetwork.configuration(
        settings,
        SeriesForecastSettings.of(config).recurrent(),
        config.training(),
        config.seed(),
        columns(),
        horizon);
  }

  /**
   * {@inheritDoc} A window, an {@link ForecastTargets}, and each step's hidden state and gradient;
   * with a linear path, the window once more beside the last state.
   */
  @Override
  public ExampleSize exampleSize() {
    long inputs = (long) settings.window() * columns();
    long states =
        (long) settings.window() * SeriesForecastSettings.of(config).recurrent().hiddenSize();
    long passes = inputs + 2 * states + (settings.linearPath() ? 2 * inputs : 0);
    return new ExampleSize(inputs, Float.BYTES, 1 + 4L * settings.horizon(), passes, passes);
  }

  private int columns() {
    return source.columns().numbers().size();
  }

  private WindowTransform transform() {
    return WindowTransform.of(settings, columns());
  }

  @Override
  public ExampleMetadata.Decoder metadataDecoder() {
    return ForecastTargets::decoded;
  }

  @Override
  public Batcher batcher(List<Asset> assets) {
    return new WindowBatcher(transform());
  }

  @Override
  public Prediction testPrediction(List<Asset> assets) {
    return new Rollout(transform(), settings.horizon());
  }

  @Override
  public MetricsFactory epochMetrics(List<Asset> assets) {
    return ForecastEpochMetrics::new;
  }

  @Override
  public MetricsFactory testMetrics(List<Asset> assets) {
    int horizon = settings.horizon();
    int season = settings.season();
    WindowTransform transform = transform();
    // An Optional cannot be sent to the executors.
    return LinearForecast.in(assets)
        .<MetricsFactory>map(
            linear ->
                () -> new ForecastTestMetrics(horizon, season, transform, Optional.of(linear)))
        .orElseGet(
            () -> () -> new ForecastTestMetrics(horizon, season, transform, Optional.empty()));
  }

  @Override
  public List<Figure> showExamples(
      MultiLayerNetwork network, PreparedData data, Metrics judged, int count) {
    ForecastTestMetrics metrics = (ForecastTestMetrics) judged;
    List<List<ForecastTestMetrics.KeptForecast>> chosen =
        metrics.seriesShown().limit(count).map(metrics::ofSeries).toList();
    Set<Long> wanted = chosen.stream().map(one -> one.get(0).index()).collect(Collectors.toSet());
    Map<Long, float[]> before =
        data.test().filter(example -> wanted.contains(example.index())).collect().stream()
            .collect(Collectors.toMap(Example::index, example -> values(example.features())));
    List<Figure> plots = new ArrayList<>();
    for (List<ForecastTestMetrics.KeptForecast> series : chosen) {
      ForecastTestMetrics.KeptForecast first = series.get(0);
      String name = "Series %d".formatted(first.outlook().series() + 1);
      plots.add(ForecastFigures.oneStepOf(name, series));
      if (settings.horizon() > 1) {
        plots.add(
            ForecastFigures.horizonOf(name, before.get(first.index()), first, settings.season()));
      }
    }
    return plots;
  }

  /** Returns the value column of a window. */
  private float[] values(float[] features) {
    int columns = columns();
    float[] values = new float[features.length / columns];
    for (int step = 0; step < values.length; step++) {
      values[step] = features[step * columns];
    }
    return values;
  }
}
