package io.sparkrnn.train;

import io.sparkrnn.nn.Weights;
import io.sparkrnn.nn.fused.FusedUpdater;
import java.io.Serializable;
import java.util.Collection;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.core.storage.StatsStorageRouterProvider;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;

/**
 * DL4J's worker, which trains one replica in one round on an executor, with a network that shares
 * nothing with the networks of other workers in the same JVM.
 */
final class ReplicaWorker extends ParameterAveragingTrainingWorker {

  private final Broadcast<InitialState> start;
  private long examples;

  ReplicaWorker(
      Broadcast<InitialState> start,
      boolean saveUpdater,
      WorkerConfiguration configuration,
      Collection<TrainingHook> hooks,
      Collection<TrainingListener> listeners,
      StatsStorageRouterProvider router) {
    super(null, saveUpdater, configuration, hooks, listeners, router);
    this.start = start;
  }

  @Override
  public MultiLayerNetwork getInitialModel() {
    return start.value().newReplica();
  }

  @Override
  public ParameterAveragingTrainingResult processMinibatch(
      DataSet minibatch, MultiLayerNetwork network, boolean last) {
    examples += minibatch.numExamples();
    return super.processMinibatch(minibatch, network, last);
  }

  @Override
  public ParameterAveragingTrainingResult getFinalResult(MultiLayerNetwork network) {
    ParameterAveragingTrainingResult result =
        new CountedResult(super.getFinalResult(network), examples);
    network.getFlattenedGradients().close();
    return result;
  }

  /**
   * State that every replica is initialized with at the beginning of a round.
   *
   * @param configuration network configuration as JSON
   * @param iterations number of minibatches seen so far, which the JSON does not contain
   * @param epochs number of epochs so far, which the JSON does not contain either
   * @param updaterState null if the update rule has none
   */
  record InitialState(
      String configuration, int iterations, int epochs, Weights parameters, Weights updaterState)
      implements Serializable {

    static InitialState of(MultiLayerNetwork network) {
      MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
      INDArray state = network.getUpdater().getStateViewArray();
      return new InitialState(
          configuration.toJson(),
          configuration.getIterationCount(),
          configuration.getEpochCount(),
          Weights.of(network.params()),
          state == null ? null : Weights.of(state));
    }

    /** Creates a network that shares nothing with other networks. */
    private MultiLayerNetwork newReplica() {
      MultiLayerConfiguration own = MultiLayerConfiguration.fromJson(configuration);
      own.setIterationCount(iterations);
      own.setEpochCount(epochs);
      MultiLayerNetwork network = new MultiLayerNetwork(own);
      network.init(parameters.newArray(), false);
      FusedUpdater.install(network, updaterState == null ? null : updaterState.newArray());
      return network;
    }
  }

  /** DL4J's result, extended by the number of examples. */
  private static final class CountedResult extends ParameterAveragingTrainingResult {

    private final long examples;

    CountedResult(ParameterAveragingTrainingResult result, long examples) {
      super(
          result.getParameters(),
          result.getUpdaterState(),
          result.getScore(),
          result.getListenerMetaData(),
          result.getListenerStaticInfo(),
          result.getListenerUpdates());
      this.examples = examples;
    }
  }

  /** Returns the number of examples that a replica was trained on in the round. */
  static long examples(ParameterAveragingTrainingResult result) {
    return result instanceof CountedResult counted ? counted.examples : 0;
  }
}
