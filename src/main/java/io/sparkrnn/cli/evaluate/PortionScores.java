package io.sparkrnn.cli.evaluate;

import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.eval.Evaluator;
import io.sparkrnn.train.ShardStorage;
import io.sparkrnn.train.Shards;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Test metrics of a network on each portion of a split.
 *
 * @param factory makes metrics of the workload
 * @param portions in the order of {@link EvaluatedSplit#of}
 */
public record PortionScores(MetricsFactory factory, List<Metrics> portions) {

  public PortionScores {
    portions = List.copyOf(portions);
  }

  /** Scores a network on the portions of a split. */
  public static PortionScores of(
      Session session,
      JobConfig config,
      Workload workload,
      MultiLayerNetwork network,
      PreparedData data,
      EvaluatedSplit split) {
    Evaluator evaluator =
        new Evaluator(
            session.context(),
            workload.testPrediction(data.assets()),
            config.evaluation().batchSize());
    MetricsFactory metrics = workload.testMetrics(data.assets());
    ShardStorage storage = ShardStorage.of(config, workload);
    List<Metrics> portions =
        split.of(data).stream()
            .map(portion -> score(session, evaluator, metrics, network, portion, storage))
            .toList();
    return new PortionScores(metrics, portions);
  }

  private static Metrics score(
      Session session,
      Evaluator evaluator,
      MetricsFactory metrics,
      MultiLayerNetwork network,
      EvaluatedSplit.Portion portion,
      ShardStorage storage) {
    Shards shards = Shards.of(portion.examples(), portion.count(), session.slots(), storage);
    return evaluator.evaluate(network, shards, metrics);
  }

  /** Returns the metrics of all portions together. */
  Metrics total() {
    Metrics total = factory.create();
    portions.forEach(total::merge);
    return total;
  }
}
