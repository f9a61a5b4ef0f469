package io.sparkrnn.workload.forecast;

import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.nn.SentNetwork;
import io.sparkrnn.workload.forecast.NextValues.NextValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Predicts what comes after series; runs on the executors.
 *
 * @param batchSize series a forward pass
 * @param cores that a task owns
 */
record Forecaster(
    SeriesExamples examples,
    SeriesScales fitted,
    Scales scales,
    Rollout rollout,
    int batchSize,
    int cores)
    implements Serializable {

  Iterator<NextValue> forecast(Iterator<Series> series, SentNetwork sent) {
    NativeThreads.limitTo(cores);
    List<NextValue> values = new ArrayList<>();
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

  private void forecast(List<Series> batch, MultiLayerNetwork network, List<NextValue> values) {
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
            new NextValue(
                series.name(),
                step + 1,
                series.grid().at((long) series.length() + step),
                own.get(i).get(0).unscaled(predicted[i][step])));
      }
    }
  }
}
