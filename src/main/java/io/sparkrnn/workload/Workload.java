package io.sparkrnn.workload;

import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.Horizon;
import java.util.List;
import java.util.Optional;
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

  /** How many examples there are, where that is known without reading them. */
  default Optional<ExampleCounts> knownExamples() {
    return Optional.empty();
  }

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

  /** What an example and a pass over it take in memory. */
  ExampleSize exampleSize();

  /**
   * Begins with the weights of a model that was trained before: all of them, if the networks have
   * the same shape.
   *
   * @param assets of the new network's data
   * @throws ConfigurationException if the networks do not fit
   */
  default void startFrom(MultiLayerNetwork network, List<Asset> assets, Ancestor ancestor) {
    if (network.numParams() != ancestor.network().numParams()) {
      throw new ConfigurationException(
          "the model of models.start-from has %,d parameters and the new one %,d; train from scratch, or with its settings"
              .formatted(ancestor.network().numParams(), network.numParams()));
    }
    network.setParameters(ancestor.network().params());
  }

  /**
   * How far the data has moved.
   *
   * @param before assets of a model that was trained earlier
   * @param now assets of new data
   * @return empty where this workload cannot tell
   */
  default List<DataShift> shifts(List<Asset> before, List<Asset> now) {
    return List.of();
  }

  /** Makes minibatches. */
  Batcher batcher();

  /** Cheap metrics for each epoch's line: the loss, then what else is worth a curve. */
  MetricsFactory epochMetrics();

  /** What the test judges: the network's outputs, unless a workload asks more of it. */
  default Prediction testPrediction() {
    return Prediction.ofOnePass(batcher());
  }

  /**
   * The metrics of the test split.
   *
   * @param assets of the prepared data, or of the model that is judged
   */
  MetricsFactory testMetrics(List<Asset> assets);

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
