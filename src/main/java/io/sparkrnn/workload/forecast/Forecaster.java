package io.sparkrnn.workload.forecast;

import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.nn.SerializableNetwork;
import io.sparkrnn.workload.Forecasts.Forecast;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

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
record Forecaster(
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
