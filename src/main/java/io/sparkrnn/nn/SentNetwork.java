package io.sparkrnn.nn;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A network as it is sent to executors: its configuration and parameters. */
public record SentNetwork(String configuration, Weights parameters) implements Serializable {

  public SentNetwork {
    requireNonNull(configuration, "configuration is null");
    requireNonNull(parameters, "parameters is null");
  }

  public static SentNetwork of(MultiLayerNetwork network) {
    return new SentNetwork(
        network.getLayerWiseConfigurations().toJson(), Weights.of(network.params()));
  }

  /** A network of the receiver's own. */
  public MultiLayerNetwork restore() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration));
    network.init(parameters.newArray(), false);
    return network;
  }
}
