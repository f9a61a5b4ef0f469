package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** What a trained network says of examples; runs on the executors. */
@FunctionalInterface
public interface Prediction extends Serializable {

  /** The outputs that metrics take, one row an example, in the examples' order. */
  float[][] of(MultiLayerNetwork network, List<Example> examples);

  /** The outputs of one pass over a minibatch. */
  static Prediction ofOnePass(Batcher batcher) {
    return (network, examples) -> {
      DataSet minibatch = batcher.minibatch(examples);
      return network
          .output(minibatch.getFeatures(), false, minibatch.getFeaturesMaskArray(), null)
          .toFloatMatrix();
    };
  }
}
