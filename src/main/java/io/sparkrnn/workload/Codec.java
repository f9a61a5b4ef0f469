package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The two halves of a network that has a narrow middle; runs on the executors. */
public interface Codec extends Serializable {

  /**
   * What the middle of the network makes of examples.
   *
   * @return a vector for each example, [examples, latent size]
   */
  float[][] encode(MultiLayerNetwork network, List<Example> examples);

  /**
   * What the network makes of vectors that stand in its middle.
   *
   * @param vectors [any number, latent size]
   * @return an output for each vector
   */
  float[][] decode(MultiLayerNetwork network, float[][] vectors);

  /** The length of the vectors in the middle of a network. */
  int latentSize(MultiLayerNetwork network);
}
