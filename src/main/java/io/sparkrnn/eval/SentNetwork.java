package io.sparkrnn.eval;

import io.sparkrnn.nn.Weights;
import java.io.Serializable;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** What is sent to the executors of a network: its configuration and parameters. */
record SentNetwork(String configuration, Weights parameters) implements Serializable {

  static SentNetwork of(MultiLayerNetwork network) {
    return new SentNetwork(
        network.getLayerWiseConfigurations().toJson(), Weights.of(network.params()));
  }

  /** A network of its own, whose parameters the caller should close. */
  MultiLayerNetwork restore() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration));
    network.init(parameters.newArray(), false);
    return network;
  }
}
