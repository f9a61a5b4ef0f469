package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The encoder and the decoder of a network with a bottleneck layer; runs on the executors. */
public interface Codec extends Serializable {

  /**
   * Returns the latent vectors of examples.
   *
   * @return one vector per example, [examples, latent size]
   */
  float[][] encode(MultiLayerNetwork network, List<Example> examples);

  /**
   * Returns the network's outputs for latent vectors.
   *
   * @param vectors [vectors, latent size]
   * @return one output per vector
   */
  float[][] decode(MultiLayerNetwork network, float[][] vectors);

  /** Returns the length of a network's latent vectors. */
  int latentSize(MultiLayerNetwork network);
}
