package io.sparkrnn.bench;

import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.nn.fused.FusedUpdater;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Measures training without Spark: each thread fits a replica to minibatches in memory. */
final class LayerSpeed {

  /** Length of the learning rate's schedule, so long that the rate stays above zero. */
  private static final int BATCHES_OF_TRAINING = 1_000_000;

  private final WorkerThreads workers;
  private final String configuration;
  private final INDArray parameters;
  private final INDArray updaterState;
  private final List<List<DataSet>> minibatches;

  /**
   * Measurements of a workload's network.
   *
   * @param examples examples to split into minibatches, in their order
   * @param workers the threads that train
   */
  LayerSpeed(
      Workload workload,
      List<Asset> assets,
      List<Example> examples,
      int batchSize,
      WorkerThreads workers) {
    this.workers = workers;
    MultiLayerNetwork start =
        new MultiLayerNetwork(
            workload.network(assets, new TrainingLength(BATCHES_OF_TRAINING, batchSize)));
    start.init();
    configuration = start.getLayerWiseConfigurations().toJson();
    parameters = start.params();
    updaterState = start.getUpdater().getStateViewArray();
    minibatches = workers.invokeAll(thread -> cut(examples, batchSize, workload.batcher(assets)));
  }

  private static List<DataSet> cut(List<Example> examples, int batchSize, Batcher batcher) {
    List<DataSet> minibatches = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    // A shorter last minibatch is left out, so that all have the same size.
    for (int from = 0; from + batchSize <= examples.size(); from += batchSize) {
      minibatches.add(
          batcher.trainingMinibatch(examples.subList(from, from + batchSize), 0, random));
    }
    if (minibatches.isEmpty()) {
      minibatches.add(batcher.trainingMinibatch(examples, 0, random));
    }
    return minibatches;
  }

  /**
   * Trains; returns the examples per second of all threads together.
   *
   * @param seconds minimum duration of each thread's training
   */
  double measure(double seconds) {
    // New replicas each time: one that overfits its minibatches has vanishing gradients, and
    // arithmetic on such small numbers can be much slower.
    List<Replica> replicas = workers.invokeAll(this::newReplica);
    return workers.rate(
        thread -> Stopwatch.perSecond(seconds, () -> replicas.get(thread).fitNext()));
  }

  private Replica newReplica(int thread) {
    List<DataSet> own = minibatches.get(thread);
    Replica replica = new Replica(newNetwork(), own, thread * own.size() / workers.size());
    // DL4J sizes a network's memory during its first minibatches.
    replica.fitNext();
    replica.fitNext();
    return replica;
  }

  /** Creates a network as a Spark task does at the beginning of an averaging round. */
  private MultiLayerNetwork newNetwork() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration));
    network.init(parameters.dup(), false);
    FusedUpdater.install(network, updaterState == null ? null : updaterState.dup());
    return network;
  }

  /** A network that is trained on minibatches in a cycle. */
  private static final class Replica {

    private final MultiLayerNetwork network;
    private final List<DataSet> minibatches;
    private int next;

    Replica(MultiLayerNetwork network, List<DataSet> minibatches, int first) {
      this.network = network;
      this.minibatches = minibatches;
      this.next = first;
    }

    /** Trains on the next minibatch; returns its number of examples. */
    long fitNext() {
      DataSet minibatch = minibatches.get(next);
      next = (next + 1) % minibatches.size();
      network.fit(minibatch);
      return minibatch.numExamples();
    }
  }
}
