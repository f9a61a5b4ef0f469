package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Computes a trained network's predictions for examples; runs on the executors. */
@FunctionalInterface
public interface Prediction extends Serializable {

  /** Returns the outputs that metrics are computed from, one row per example, in their order. */
  float[][] of(MultiLayerNetwork network, List<Example> examples);

  /** Returns a prediction by one forward pass over a minibatch. */
  static Prediction ofOnePass(Batcher batcher) {
    return (network, examples) -> {
      DataSet minibatch = batcher.minibatch(examples);
      INDArray output =
          network.output(minibatch.getFeatures(), false, minibatch.getFeaturesMaskArray(), null);
      float[][] rows = output.toFloatMatrix();
      NativeMemory.release(output);
      NativeMemory.release(minibatch);
      return rows;
    };
  }
}
