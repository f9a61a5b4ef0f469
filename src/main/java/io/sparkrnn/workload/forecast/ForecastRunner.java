package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.series.SeriesColumns;
import io.sparkrnn.data.series.SeriesSource;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.nn.SerializableNetwork;
import io.sparkrnn.workload.Forecasts;
import io.sparkrnn.workload.TaskCores;
import io.sparkrnn.workload.forecast.SeriesReading.Size;
import java.util.ArrayList;
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
}
