package io.sparkrnn.train;

import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.config.AveragingSettings.Weighting;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.workload.Batcher;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A training without Spark: each replica by DL4J's own fit, then averages and momentum in plain
 * arrays of doubles.
 */
final class TrainingByHand {

  private final JobConfig config;
  private final Batcher batcher;
  private final Shards dealt;
  private final List<Shard> shards;
  private final int batchesPerEpoch;
  private final MultiLayerNetwork average;
  private final List<Double> divergences = new ArrayList<>();
  private double[] velocity;

  TrainingByHand(
      JobConfig config,
      Batcher batcher,
      Shards dealt,
      int batchesPerEpoch,
      MultiLayerNetwork start) {
    this.config = config;
    this.batcher = batcher;
    this.dealt = dealt;
    this.shards = Examples.collected(dealt);
    this.batchesPerEpoch = batchesPerEpoch;
    this.average = start;
    this.velocity = new double[(int) start.numParams()];
  }

  private record Replica(double[] parameters, double[] state, double weight) {}

  MultiLayerNetwork network() {
    return average;
  }

  /** The mean replica divergence of each epoch. */
  List<Double> divergences() {
    return divergences;
  }

  TrainingByHand run() {
    for (int epoch = 1; epoch <= config.training().epochs(); epoch++) {
      RoundPlan rounds = RoundPlan.of(config.training(), dealt, epoch);
      double divergence = 0;
      for (int round = 0; round < rounds.rounds(); round++) {
        int before = (epoch - 1) * batchesPerEpoch + rounds.firstBatch(shards.get(0).size(), round);
        divergence += average(replicas(rounds, epoch, round, before));
      }
      divergences.add(divergence / rounds.rounds());
    }
    return this;
  }

  private List<Replica> replicas(RoundPlan rounds, int epoch, int round, int before) {
    List<Replica> replicas = new ArrayList<>();
    for (Shard shard : shards) {
      ShardBatches batches =
          new ShardBatches(
              new ShardBatches.Round(
                  rounds,
                  config.training().batches(),
                  config.data().shuffleWindow(),
                  config.seed(),
                  epoch,
                  0,
                  round,
                  1,
                  batcher),
              shard);
      if (batches.hasNext()) {
        MultiLayerNetwork replica = copy(average, before);
        long seen = 0;
        while (batches.hasNext()) {
          DataSet batch = batches.next();
          replica.fit(batch);
          seen += batch.numExamples();
        }
        boolean alike = config.training().averaging().weighting() == Weighting.EQUAL;
        replicas.add(
            new Replica(
                doubles(replica.params()),
                doubles(replica.getUpdater().getStateViewArray()),
                alike ? 1 : seen));
      }
    }
    return replicas;
  }

  /** Makes the next average, and gives the replica divergence. */
  private double average(List<Replica> replicas) {
    double total = replicas.stream().mapToDouble(Replica::weight).sum();
    double[] last = doubles(average.params());
    double[] mean = new double[last.length];
    double[] state = new double[replicas.get(0).state().length];
    for (Replica replica : replicas) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += replica.parameters()[i] * replica.weight() / total;
      }
      for (int i = 0; i < state.length; i++) {
        state[i] += replica.state()[i] * replica.weight() / total;
      }
    }
    double squares = 0;
    for (Replica replica : replicas) {
      squares += replica.weight() / total * square(replica.parameters(), mean);
    }
    average.setParams(array(next(last, mean)));
    if (state.length > 0) {
      average.getUpdater().setStateViewArray(average, array(state), false);
    }
    return Math.sqrt(squares / square(mean, last));
  }

  private double[] next(double[] last, double[] mean) {
    if (config.training().averaging().strategy() != Strategy.MOMENTUM) {
      return mean;
    }
    double momentum = config.training().averaging().momentum();
    double[] next = new double[last.length];
    for (int i = 0; i < next.length; i++) {
      double step = config.training().averaging().outerRate() * (mean[i] - last[i]);
      velocity[i] = momentum * velocity[i] + step;
      next[i] = last[i] + step + momentum * velocity[i];
    }
    return next;
  }

  private static double square(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  /** The state of plain gradient descent is null. */
  private static double[] doubles(INDArray array) {
    return array == null ? new double[0] : array.dup().data().asDouble();
  }

  private static INDArray array(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Nd4j.create(floats, new long[] {1, floats.length}, 'c');
  }

  private static MultiLayerNetwork copy(MultiLayerNetwork network, int batchesBefore) {
    MultiLayerConfiguration configuration =
        MultiLayerConfiguration.fromJson(network.getLayerWiseConfigurations().toJson());
    configuration.setIterationCount(batchesBefore);
    MultiLayerNetwork copy = new MultiLayerNetwork(configuration);
    copy.init(network.params().dup(), false);
    INDArray state = network.getUpdater().getStateViewArray();
    if (state != null) {
      copy.getUpdater().setStateViewArray(copy, state.dup(), false);
    }
    return copy;
  }
}
