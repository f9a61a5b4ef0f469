package io.sparkrnn.eval;

import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.nn.SerializableNetwork;
import io.sparkrnn.train.Shard;
import io.sparkrnn.train.Shards;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.Prediction;
import io.sparkrnn.workload.TaskCores;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Computes a workload's metrics of a network over shards, on the executors. */
public final class Evaluator {

  /** Name of the Spark accumulator by which heartbeats show a task's progress. */
  public static final String PROGRESS = "examples scored";

  private final JavaSparkContext context;
  private final Prediction prediction;
  private final int batchSize;

  /**
   * Creates an evaluator of the outputs of one forward pass.
   *
   * @param batchSize number of examples in a forward pass
   */
  public Evaluator(JavaSparkContext context, Batcher batcher, int batchSize) {
    this(context, Prediction.ofOnePass(batcher), batchSize);
  }

  /** Creates an evaluator of outputs that need not be those of a single forward pass. */
  public Evaluator(JavaSparkContext context, Prediction prediction, int batchSize) {
    this.context = context;
    this.prediction = prediction;
    this.batchSize = batchSize;
  }

  /**
   * Returns the metrics of a network over all examples of {@code shards}. Results are reproducible:
   * metrics are added in the order of the shards and their examples.
   */
  public Metrics evaluate(MultiLayerNetwork network, Shards shards, MetricsFactory factory) {
    Broadcast<SerializableNetwork> broadcast = context.broadcast(SerializableNetwork.of(network));
    int cores = TaskCores.of(context.sc());
    Prediction predicted = prediction;
    int size = batchSize;
    LongAccumulator progress = context.sc().longAccumulator(PROGRESS);
    try {
      List<Metrics> parts =
          shards
              .flatMap(
                  shard ->
                      List.of(
                              evaluateShard(
                                  broadcast.value(),
                                  shard,
                                  predicted,
                                  size,
                                  cores,
                                  factory,
                                  progress))
                          .iterator())
              .collect();
      Metrics all = factory.create();
      parts.forEach(all::merge);
      return all;
    } finally {
      broadcast.destroy();
    }
  }

  private static Metrics evaluateShard(
      SerializableNetwork sent,
      Shard shard,
      Prediction prediction,
      int batchSize,
      int cores,
      MetricsFactory factory,
      LongAccumulator progress) {
    if (shard.size() == 0) {
      return factory.create();
    }
    NativeThreads.limitTo(cores);
    MultiLayerNetwork network = sent.restore();
    Metrics metrics = factory.create();
    Iterator<Example> examples = shard.examples();
    while (examples.hasNext()) {
      List<Example> batch = batch(examples, batchSize);
      float[][] outputs = prediction.of(network, batch);
      for (int i = 0; i < outputs.length; i++) {
        metrics.add(batch.get(i), outputs[i]);
      }
      progress.add(batch.size());
    }
    network.params().close();
    return metrics;
  }

  private static List<Example> batch(Iterator<Example> examples, int size) {
    List<Example> batch = new ArrayList<>(size);
    while (batch.size() < size && examples.hasNext()) {
      batch.add(examples.next());
    }
    return batch;
  }
}
