package io.sparkrnn.bench;

import io.sparkrnn.nn.Horizon;
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

/** Training alone: a replica a thread, fitted to minibatches that are ready, without Spark. */
final class LayerSpeed {

  /** Far above what a measurement gets to: the learning rate must not fall to zero in it. */
  private static final int BATCHES_OF_TRAINING = 1_000_000;

  private final Crew crew;
  private final String configuration;
  private final INDArray parameters;
  private final INDArray updaterState;
  private final List<List<DataSet>> minibatches;

  /**
   * The network of a workload.
   *
   * @param examples cut into minibatches, in their order
   */
  LayerSpeed(
      Workload workload, List<Asset> assets, List<Example> examples, int batchSize, Crew crew) {
    this.crew = crew;
    MultiLayerNetwork start =
        new MultiLayerNetwork(
            workload.network(assets, new Horizon(BATCHES_OF_TRAINING, batchSize)));
    start.init();
    configuration = start.getLayerWiseConfigurations().toJson();
    parameters = start.params();
    updaterState = start.getUpdater().getStateViewArray();
    minibatches = crew.together(thread -> cut(examples, batchSize, workload.batcher()));
  }

  private static List<DataSet> cut(List<Example> examples, int batchSize, Batcher batcher) {
    List<DataSet> minibatches = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    // A last one that is shorter would be another measurement.
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
   * Examples a second of all threads together.
   *
   * @param seconds that each thread trains, at least
   */
  double measure(double seconds) {
    // A new replica each time: one that had learnt its minibatches by heart would have gradients
    // that vanish, and arithmetic on such numbers can be far slower.
    List<Replica> replicas = crew.together(this::newReplica);
    return crew.rate(thread -> Stopwatch.perSecond(seconds, () -> replicas.get(thread).fitNext()));
  }

  private Replica newReplica(int thread) {
    List<DataSet> own = minibatches.get(thread);
    Replica replica = new Replica(newNetwork(), own, thread * own.size() / crew.size());
    // DL4J sizes a network's memory on its first minibatches.
    replica.fitNext();
    replica.fitNext();
    return replica;
  }

  /** As a Spark task starts a round. */
  private MultiLayerNetwork newNetwork() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configuration));
    network.init(parameters.dup(), false);
    FusedUpdater.install(network, updaterState == null ? null : updaterState.dup());
    return network;
  }

  /** A network on its way through the minibatches, again and again. */
  private static final class Replica {

    private final MultiLayerNetwork network;
    private final List<DataSet> minibatches;
    private int next;

    Replica(MultiLayerNetwork network, List<DataSet> minibatches, int first) {
      this.network = network;
      this.minibatches = minibatches;
      this.next = first;
    }

    /** Gives the number of examples. */
    long fitNext() {
      DataSet minibatch = minibatches.get(next);
      next = (next + 1) % minibatches.size();
      network.fit(minibatch);
      return minibatch.numExamples();
    }
  }
}
