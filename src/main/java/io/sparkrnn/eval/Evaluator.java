package io.sparkrnn.eval;

import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.nn.SentNetwork;
import io.sparkrnn.train.Shard;
import io.sparkrnn.train.Shards;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.Prediction;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Runs a network over shards on the executors and judges its outputs. */
public final class Evaluator {

  /** The Spark accumulator that shows while a task runs that it gets on. */
  private static final String PROGRESS = "examples scored";

  private final JavaSparkContext context;
  private final Prediction prediction;
  private final int batchSize;

  /**
   * An evaluator.
   *
   * @param batchSize examples a forward pass
   */
  public Evaluator(JavaSparkContext context, Batcher batcher, int batchSize) {
    this(context, Prediction.ofOnePass(batcher), batchSize);
  }

  /** An evaluator of what a network says in another way than by one pass. */
  public Evaluator(JavaSparkContext context, Prediction prediction, int batchSize) {
    this.context = context;
    this.prediction = prediction;
    this.batchSize = batchSize;
  }

  /** Everything of a network's scores on {@code shards}; the same sums in the same order always. */
  public Metrics evaluate(MultiLayerNetwork network, Shards shards, MetricsFactory factory) {
    Broadcast<SentNetwork> broadcast = context.broadcast(SentNetwork.of(network));
    int cores = context.sc().getConf().getInt("spark.task.cpus", 1);
    Prediction predicted = prediction;
    int size = batchSize;
    LongAccumulator progress = context.sc().longAccumulator(PROGRESS);
    try {
      List<Metrics> parts =
          shards
              .rdd()
              .map(
                  shard ->
                      judge(broadcast.value(), shard, predicted, size, cores, factory, progress))
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
      Prediction prediction,
      int batchSize,
      int cores,
      MetricsFactory factory,
      LongAccumulator progress) {
    if (shard.examples().isEmpty()) {
      return factory.create();
    }
    NativeThreads.limitTo(cores);
    MultiLayerNetwork network = sent.restore();
    Metrics metrics = factory.create();
    List<Example> examples = shard.examples();
    for (int from = 0; from < examples.size(); from += batchSize) {
      List<Example> batch = examples.subList(from, Math.min(from + batchSize, examples.size()));
      float[][] outputs = prediction.of(network, batch);
      for (int i = 0; i < outputs.length; i++) {
        metrics.add(batch.get(i).index(), batch.get(i).targets(), outputs[i]);
      }
      progress.add(batch.size());
    }
    network.params().close();
    return metrics;
  }
}
