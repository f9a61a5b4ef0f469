package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Makes minibatches of windows: features [batch, columns, window], labels [batch, columns]. */
record WindowBatcher(WindowTransform transform) implements Batcher {

  @Override
  public DataSet minibatch(List<Example> examples) {
    float[] labels = new float[examples.size() * transform.columns()];
    for (int row = 0; row < examples.size(); row++) {
      System.arraycopy(
          examples.get(row).targets(), 0, labels, row * transform.columns(), transform.columns());
    }
    return new DataSet(
        features(examples.stream().map(example -> transform.apply(example.features())).toList()),
        Nd4j.create(labels, new long[] {examples.size(), transform.columns()}, 'c'));
  }

  /** Returns the network's input for windows, [batch, columns, window]. */
  INDArray features(List<WindowTransform.NetworkInput> windows) {
    int size = transform.columns() * transform.window();
    float[] features = new float[windows.size() * size];
    int at = 0;
    for (WindowTransform.NetworkInput seen : windows) {
      for (float[] column : seen.inputs()) {
        System.arraycopy(column, 0, features, at, transform.window());
        at += transform.window();
      }
    }
    return Nd4j.create(
        features, new long[] {windows.size(), transform.columns(), transform.window()}, 'c');
  }
}
