package io.sparkrnn.train;

import io.sparkrnn.nn.Weights;
import io.sparkrnn.nn.fused.FusedUpdater;
import java.io.Serializable;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What every replica starts a round from.
 *
 * @param configuration as JSON
 * @param iterations minibatches seen, which JSON does not hold
 * @param epochs likewise
 * @param updaterState null where the update rule has none
 */
record ReplicaStart(
    String configuration, int iterations, int epochs, Weights parameters, Weights updaterState)
    implements Serializable {

  static ReplicaStart of(MultiLayerNetwork network) {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    INDArray state = network.getUpdater().getStateViewArray();
    return new ReplicaStart(
        configuration.toJson(),
        configuration.getIterationCount(),
        configuration.getEpochCount(),
        Weights.of(network.params()),
        state == null ? null : Weights.of(state));
  }

  /** A network that shares nothing with another one. */
  MultiLayerNetwork newReplica() {
    MultiLayerConfiguration own = MultiLayerConfiguration.fromJson(configuration);
    own.setIterationCount(iterations);
    own.setEpochCount(epochs);
    MultiLayerNetwork network = new MultiLayerNetwork(own);
    network.init(parameters.newArray(), false);
    FusedUpdater.install(network, updaterState == null ? null : updaterState.newArray());
    return network;
  }
}
