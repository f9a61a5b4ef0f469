package io.sparkrnn.workload.forecast;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Prediction;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Predicts several steps by feeding a network's predictions back as its inputs.
 *
 * @param transform converts windows to the network's inputs
 * @param steps number of steps to predict
 */
record Rollout(WindowTransform transform, int steps) implements Prediction {

  /** Returns the predicted values, [examples][steps], on the scale of the examples' features. */
  @Override
  public float[][] of(MultiLayerNetwork network, List<Example> examples) {
    return ofWindows(network, examples.stream().map(Example::features).toList());
  }

  /** Returns the predicted values of windows in the layout of {@link WindowTransform#apply}. */
  float[][] ofWindows(MultiLayerNetwork network, List<float[]> windows) {
    WindowBatcher batcher = new WindowBatcher(transform);
    List<float[]> moving = new ArrayList<>(windows);
    float[][] predicted = new float[windows.size()][steps];
    for (int step = 0; step < steps; step++) {
      List<WindowTransform.NetworkInput> seen = moving.stream().map(transform::apply).toList();
      float[][] outputs = network.output(batcher.features(seen), false).toFloatMatrix();
      for (int row = 0; row < outputs.length; row++) {
        float[] next = new float[transform.columns()];
        for (int column = 0; column < next.length; column++) {
          next[column] = seen.get(row).next(column, outputs[row][column]);
        }
        predicted[row][step] = next[0];
        moving.set(row, transform.shifted(moving.get(row), next));
      }
    }
    return predicted;
  }
}
