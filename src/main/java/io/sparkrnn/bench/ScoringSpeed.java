package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.eval.Evaluator;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.train.Shards;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Measures scoring and evaluation of the test split on the executors, as in {@code evaluate}. */
final class ScoringSpeed {

  private final JavaSparkContext context;
  private final JobConfig config;
  private final Workload workload;

  ScoringSpeed(JavaSparkContext context, JobConfig config, Workload workload) {
    this.context = context;
    this.config = config;
    this.workload = workload;
  }

  /** Evaluates the whole split {@code runs} times after a warm-up; returns reviews per second. */
  Rates measure(BenchData data, int partitions, int runs) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(workload.network(data.assets(), TrainingLength.none()));
    network.init();
    Evaluator evaluator =
        new Evaluator(context, workload.batcher(), config.evaluation().batchSize());
    Shards shards = Shards.of(data.test(), data.testCount(), partitions);
    context.setJobGroup("spark-rnn", "scoring");
    List<Double> rates = new ArrayList<>();
    for (int run = 0; run <= runs; run++) {
      Stopwatch watch = new Stopwatch();
      long judged =
          evaluator.evaluate(network, shards, workload.testMetrics(data.assets())).count();
      if (run > 0) {
        rates.add(judged / watch.seconds());
      }
    }
    shards.release();
    return new Rates(rates);
  }
}
