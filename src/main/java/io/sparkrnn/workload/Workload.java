package io.sparkrnn.workload;

import io.sparkrnn.nn.Horizon;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * One thing that this job can learn: how its examples are read, which network learns them and which
 * metrics judge it. Everything else is shared by all workloads.
 */
public interface Workload {

  /** The name that the setting {@code workload} gives it. */
  String name();

  /** What a report calls it. */
  String title();

  /**
   * Names the input's present state and every setting that shapes the examples; prepared data is
   * reused where it is equal.
   */
  String fingerprint();

  /** One line for people: what is read, and from where. */
  String source();

  /** Reads and encodes the examples. */
  PreparedData prepare(SparkSession spark);

  /**
   * Reads and encodes examples for a model that exists already.
   *
   * @param assets the model's, as {@link PreparedData#assets} gave them
   */
  PreparedData prepareFor(SparkSession spark, List<Asset> assets);

  /**
   * The network.
   *
   * @param assets of the prepared data; a vocabulary may be smaller than it might be
   * @param horizon how far the training goes
   */
  MultiLayerConfiguration network(List<Asset> assets, Horizon horizon);

  /** Changes the first weights of a new network, where they are not random ones alone. */
  default void start(MultiLayerNetwork network, StartVectors vectors) {}

  /** Makes minibatches. */
  Batcher batcher();

  /** Cheap metrics for each epoch's line: the loss, then what else is worth a curve. */
  MetricsFactory epochMetrics();

  /** The metrics of the test split. */
  MetricsFactory testMetrics();

  /**
   * What to show of single test examples, judged by {@link #testMetrics}.
   *
   * @param network that was judged
   * @param test the examples that were judged
   * @param count examples of each kind
   */
  List<Exhibit> showExamples(
      MultiLayerNetwork network, PreparedData test, Metrics judged, int count);
}
