package io.sparkrnn.workload;

import io.sparkrnn.error.BadDataException;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A workload whose networks predict the next values of time series. */
public interface ForecastingWorkload extends Workload {

  /**
   * Predicts the values after the last step of each series.
   *
   * @param assets the model's assets
   * @param steps number of steps; empty: the horizon of the model
   * @throws BadDataException if no series has a whole window
   */
  Forecasts forecast(
      SparkSession spark, MultiLayerNetwork network, List<Asset> assets, OptionalInt steps);
}
