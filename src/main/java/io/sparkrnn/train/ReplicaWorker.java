package io.sparkrnn.train;

import io.sparkrnn.nn.Weights;
import io.sparkrnn.nn.fused.FusedUpdater;
import io.sparkrnn.workload.NativeMemory;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
  private final long localRound;
  private long examples;

  /**
   * Creates a worker.
   *
   * @param localRound number of the {@link LocalRound}; {@link LocalRound#NONE} on a cluster
   */
  ReplicaWorker(
      Broadcast<InitialState> start,
      long localRound,
      boolean saveUpdater,
      WorkerConfiguration configuration,
      Collection<TrainingHook> hooks,
      Collection<TrainingListener> listeners,
      StatsStorageRouterProvider router) {
    super(null, saveUpdater, configuration, hooks, listeners, router);
    this.start = start;
    this.localRound = localRound;
  }

  @Override
  public MultiLayerNetwork getInitialModel() {
    Optional<MultiLayerNetwork> idle = LocalRound.find(localRound).flatMap(LocalRound::idle);
    idle.ifPresent(start.value()::reset);
    return idle.orElseGet(start.value()::newReplica);
  }

  @Override
  public ParameterAveragingTrainingResult processMinibatch(
      DataSet minibatch, MultiLayerNetwork network, boolean last) {
    examples += minibatch.numExamples();
    ParameterAveragingTrainingResult result = super.processMinibatch(minibatch, network, last);
    NativeMemory.release(minibatch);
    return result;
  }

  @Override
  public ParameterAveragingTrainingResult getFinalResult(MultiLayerNetwork network) {
    ParameterAveragingTrainingResult result = super.getFinalResult(network);
    if (LocalRound.find(localRound).isPresent() && start.value().resets(network)) {
      return new CountedResult(result, examples, Optional.of(network));
    }
    network.getFlattenedGradients().close();
    return new CountedResult(result, examples, Optional.empty());
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

    /** Whether {@link #reset} can make a used network as good as new. */
    private boolean resets(MultiLayerNetwork network) {
      // Without a state here, the network initialized its own, which may have been other than 0.
      return updaterState != null || network.getUpdater().getStateViewArray() == null;
    }

    /** Resets a network that {@link #newReplica} created, which spares its new memory. */
    private void reset(MultiLayerNetwork network) {
      network.setListeners(List.of());
      MultiLayerConfiguration own = network.getLayerWiseConfigurations();
      own.setIterationCount(iterations);
      own.setEpochCount(epochs);
      parameters.copyTo(network.params(), 0);
      if (updaterState != null) {
        updaterState.copyTo(network.getUpdater().getStateViewArray(), 0);
      }
    }
  }

  /** DL4J's result, extended by the number of examples and the network, if it can be reset. */
  private static final class CountedResult extends ParameterAveragingTrainingResult {

    private final long examples;
    private final transient Optional<MultiLayerNetwork> network;

    CountedResult(
        ParameterAveragingTrainingResult result,
        long examples,
        Optional<MultiLayerNetwork> network) {
      super(
          result.getParameters(),
          result.getUpdaterState(),
          result.getScore(),
          result.getListenerMetaData(),
          result.getListenerStaticInfo(),
          result.getListenerUpdates());
      this.examples = examples;
      this.network = network;
    }
  }

  /** Returns the number of examples that a replica was trained on in the round. */
  static long examples(ParameterAveragingTrainingResult result) {
    return result instanceof CountedResult counted ? counted.examples : 0;
  }

  /** Returns the network of a result, if it can be used for another replica of a local round. */
  static Optional<MultiLayerNetwork> network(ParameterAveragingTrainingResult result) {
    return result instanceof CountedResult counted ? counted.network : Optional.empty();
  }
}
