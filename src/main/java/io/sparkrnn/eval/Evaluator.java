package io.sparkrnn.eval;

import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.train.Shard;
import io.sparkrnn.train.Shards;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** Runs a network over shards on the executors and judges its outputs. */
public final class Evaluator {

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

  /** Everything of a network's scores on {@code shards}; the same sums in the same order always. */
  public Metrics evaluate(MultiLayerNetwork network, Shards shards, MetricsFactory factory) {
    Broadcast<SentNetwork> broadcast = context.broadcast(SentNetwork.of(network));
    int cores = context.sc().getConf().getInt("spark.task.cpus", 1);
    Batcher minibatches = batcher;
    int size = batchSize;
    try {
      List<Metrics> parts =
          shards
              .rdd()
              .map(shard -> judge(broadcast.value(), shard, minibatches, size, cores, factory))
              .collect();
      Metrics all = factory.create();
      parts.forEach(all::merge);
      return all;
    } finally {
      broadcast.destroy();
    }
  }

  private static Metrics judge(
      SentNetwork sent,
      Shard shard,
      Batcher batcher,
      int batchSize,
      int cores,
      MetricsFactory factory) {
    NativeThreads.limitTo(cores);
    MultiLayerNetwork network = sent.restore();
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
    }
    network.params().close();
    return metrics;
  }
}
