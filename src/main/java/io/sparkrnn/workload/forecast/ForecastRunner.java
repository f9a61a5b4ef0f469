package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.series.SeriesColumns;
import io.sparkrnn.data.series.SeriesSource;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.nn.SerializableNetwork;
import io.sparkrnn.workload.Forecasts;
import io.sparkrnn.workload.Forecasts.Forecast;
import io.sparkrnn.workload.TaskCores;
import io.sparkrnn.workload.forecast.SeriesReading.Size;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Reads series and predicts the steps after the last one of each on the executors. */
record ForecastRunner(SparkSession spark, JobConfig config, SeriesSource source) {

  /** Implements {@link SeriesForecast#forecast}. */
  Forecasts next(MultiLayerNetwork network, ModelScales scales, OptionalInt steps) {
    ForecastSettings settings = SeriesForecastSettings.of(config).forecast();
    SeriesForecast.requireColumns(scales, source.columns());
    SeriesReading.Read read =
        new SeriesReading(spark, source, settings, config.data().onBadRow()).read();
    int reach = settings.reach();
    List<String> tooShort =
        read.sizes().stream().filter(one -> one.length() < reach).map(Size::name).toList();
    if (tooShort.size() == read.sizes().size()) {
      throw new BadDataException(
          "no series of %s has the %d steps that the model needs as input"
              .formatted(source.description(), reach));
    }
    List<String> warnings = new ArrayList<>(read.warnings());
    if (!tooShort.isEmpty()) {
      warnings.add(
          "%d series have fewer than the %d steps that the model needs as input and were left out"
              .formatted(tooShort.size(), reach));
    }
    SeriesColumns columns = source.columns();
    Forecaster forecaster =
        new Forecaster(
            SeriesExamples.of(settings, columns.numbers().size()),
            new ScaleFitter(settings, columns.numbers()),
            scales,
            new Rollout(
                WindowTransform.of(settings, columns.numbers().size()),
                steps.orElse(settings.horizon())),
            config.evaluation().batchSize(),
            TaskCores.of(spark.sparkContext()));
    Broadcast<SerializableNetwork> sent =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(SerializableNetwork.of(network));
    try {
      return new Forecasts(
          read.series()
              .filter(series -> series.length() >= reach)
              .mapPartitions(series -> forecaster.forecast(series, sent.value()))
              .collect(),
          read.sizes().size() - tooShort.size(),
          warnings);
    } finally {
      sent.destroy();
    }
  }

  /**
   * Predicts the steps after the last one of each series; runs on the executors.
   *
   * @param examples converts the end of a series to a network's input
   * @param fitted computes the scale of a series that the model was not trained with
   * @param scales the scales that the model was trained with
   * @param rollout predicts several steps
   * @param batchSize number of series per forward pass
   * @param cores number of cores of a task
   */
  private record Forecaster(
      SeriesExamples examples,
      ScaleFitter fitted,
      ModelScales scales,
      Rollout rollout,
      int batchSize,
      int cores)
      implements Serializable {

    /** Returns the predictions for a partition's series, series by series and step by step. */
    Iterator<Forecast> forecast(Iterator<Series> series, SerializableNetwork sent) {
      NativeThreads.limitTo(cores);
      List<Forecast> values = new ArrayList<>();
      List<Series> batch = new ArrayList<>();
      if (series.hasNext()) {
        MultiLayerNetwork network = sent.restore();
        while (series.hasNext()) {
          batch.add(series.next());
          if (batch.size() == batchSize || !series.hasNext()) {
            forecast(batch, network, values);
            batch.clear();
          }
        }
        network.params().close();
      }
      return values.iterator();
    }

    private void forecast(List<Series> batch, MultiLayerNetwork network, List<Forecast> values) {
      List<List<ColumnScale>> own =
          batch.stream()
              .map(one -> scales.of(one.name()).orElseGet(() -> fitted.ofWhole(one)))
              .toList();
      List<float[]> windows = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        windows.add(examples.numbers(batch.get(i), batch.get(i).length(), own.get(i)));
      }
      float[][] predicted = rollout.ofWindows(network, windows);
      for (int i = 0; i < batch.size(); i++) {
        Series series = batch.get(i);
        for (int step = 0; step < rollout.steps(); step++) {
          values.add(
              new Forecast(
                  series.name(),
                  step + 1,
                  series.grid().at((long) series.length() + step),
                  own.get(i).get(0).unscaled(predicted[i][step])));
        }
      }
    }
  }
}
