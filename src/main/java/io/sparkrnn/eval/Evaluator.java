package io.sparkrnn.eval;

import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.Shard;
import io.sparkrnn.train.Shards;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** Runs a network over shards on the executors and judges its outputs. */
public final class Evaluator {

  /** The Spark accumulator that shows while a task runs that it gets on. */
  private static final String PROGRESS = "examples scored";

  private final JavaSparkContext context;
  private final Batcher batcher;
  private final int batchSize;

  /**
   * An evaluator.
   *
   * @param batchSize examples a forward pass
   */
  public Evaluator(JavaSparkContext context, Batcher batcher, int batchSize) {
    this.context = context;
    this.batcher = batcher;
    this.batchSize = batchSize;
  }

  /** What is sent to the executors: the network, as its configuration and parameters. */
  private record Network(String configuration, Weights parameters) implements Serializable {}

  /** Everything of a network's scores on {@code shards}; the same sums in the same order always. */
  public Metrics evaluate(MultiLayerNetwork network, Shards shards, MetricsFactory factory) {
    Broadcast<Network> broadcast =
        context.broadcast(
            new Network(
                network.getLayerWiseConfigurations().toJson(), Weights.of(network.params())));
    int cores = context.sc().getConf().getInt("spark.task.cpus", 1);
    Batcher minibatches = batcher;
    int size = batchSize;
    LongAccumulator progress = context.sc().longAccumulator(PROGRESS);
    try {
      List<Metrics> parts =
          shards
              .rdd()
              .map(
                  shard ->
                      judge(broadcast.value(), shard, minibatches, size, cores, factory, progress))
              .collect();
      Metrics all = factory.create();
      parts.forEach(all::merge);
      return all;
    } finally {
      broadcast.destroy();
    }
  }

  private static Metrics judge(
      Network sent,
      Shard shard,
      Batcher batcher,
      int batchSize,
      int cores,
      MetricsFactory factory,
      LongAccumulator progress) {
    if (shard.examples().isEmpty()) {
      return factory.create();
    }
    NativeThreads.limitTo(cores);
    MultiLayerNetwork network =
        new MultiLayerNetwork(MultiLayerConfiguration.fromJson(sent.configuration()));
    network.init(sent.parameters().newArray(), false);
    Metrics metrics = factory.create();
    List<Example> examples = shard.examples();
    for (int from = 0; from < examples.size(); from += batchSize) {
      List<Example> batch = examples.subList(from, Math.min(from + batchSize, examples.size()));
      DataSet minibatch = batcher.minibatch(batch);
      float[][] outputs =
          network
              .output(minibatch.getFeatures(), false, minibatch.getFeaturesMaskArray(), null)
              .toFloatMatrix();
      for (int i = 0; i < outputs.length; i++) {
        metrics.add(batch.get(i).index(), batch.get(i).targets(), outputs[i]);
      }
      progress.add(batch.size());
    }
    network.params().close();
    return metrics;
  }
}
