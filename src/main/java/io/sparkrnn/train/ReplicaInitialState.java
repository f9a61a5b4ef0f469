package io.sparkrnn.train;

import io.sparkrnn.nn.Weights;
import io.sparkrnn.nn.fused.FusedUpdater;
import java.io.Serializable;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * State that every replica is initialized with at the beginning of a round.
 *
 * @param configuration network configuration as JSON
 * @param iterations number of minibatches seen so far, which the JSON does not contain
 * @param epochs number of epochs so far, which the JSON does not contain either
 * @param updaterState null if the update rule has none
 */
record ReplicaInitialState(
    String configuration, int iterations, int epochs, Weights parameters, Weights updaterState)
    implements Serializable {

  static ReplicaInitialState of(MultiLayerNetwork network) {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    INDArray state = network.getUpdater().getStateViewArray();
    return new ReplicaInitialState(
        configuration.toJson(),
        configuration.getIterationCount(),
        configuration.getEpochCount(),
        Weights.of(network.params()),
        state == null ? null : Weights.of(state));
  }

  /** Creates a network that shares nothing with other networks. */
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
