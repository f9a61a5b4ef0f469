package io.sparkrnn.nn;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Serializable form of a network, for sending it to executors.
 *
 * @param configuration network configuration as JSON
 * @param parameters flattened parameters
 */
public record SerializableNetwork(String configuration, Weights parameters)
    implements Serializable {

  public SerializableNetwork {
    requireNonNull(configuration, "configuration is null");
    requireNonNull(parameters, "parameters is null");
  }

  public static SerializableNetwork of(MultiLayerNetwork network) {
    return new SerializableNetwork(
        network.getLayerWiseConfigurations().toJson(), Weights.of(network.params()));
  }

  /** Creates a network from the configuration and a copy of the parameters. */
  public MultiLayerNetwork restore() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration));
    network.init(parameters.newArray(), false);
    return network;
  }
}
