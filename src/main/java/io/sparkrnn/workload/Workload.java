package io.sparkrnn.workload;

import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.Precision;
import io.sparkrnn.nn.TrainingLength;
import java.util.List;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A task that this job can train a model for. It defines how examples are read, the network and the
 * metrics; everything else is shared by all workloads.
 */
public interface Workload {

  /** Returns the name, a value of the setting {@code workload}. */
  String name();

  /** Returns the title for reports. */
  String title();

  /**
   * Returns a text that identifies the input's current state and every setting that the examples
   * depend on. Prepared data is reused if its fingerprint is equal.
   */
  String fingerprint();

  /** Returns a one-line description of the input and its location. */
  String source();

  /** Returns the number of examples, if it is known without reading them. */
  default Optional<ExampleCounts> knownExamples() {
    return Optional.empty();
  }

  /** Reads and encodes the examples. */
  PreparedData prepare(SparkSession spark);

  /**
   * Reads and encodes examples for a model that is already trained.
   *
   * @param assets the model's assets, see {@link PreparedData#assets}
   */
  PreparedData prepareFor(SparkSession spark, List<Asset> assets);

  /**
   * Returns the network's configuration.
   *
   * @param assets assets of the prepared data; its vocabulary may have fewer words than configured
   * @param horizon length of the training
   */
  MultiLayerConfiguration network(List<Asset> assets, TrainingLength horizon);

  /** Initializes a new network's weights from pretrained vectors; does nothing by default. */
  default void start(MultiLayerNetwork network, PretrainedEmbedding vectors) {}

  /** Returns what preparation holds on the driver beside examples; nothing by default. */
  default VocabularySize vocabularySize() {
    return VocabularySize.NONE;
  }

  /** Returns the precision of the network's matrix products. */
  default Precision precision() {
    return Precision.FLOAT32;
  }

  /** Returns the memory that an example and a pass over it need. */
  ExampleSize exampleSize();

  /**
   * Initializes a network with the weights of a trained model. By default both must have the same
   * number of parameters, and all of them are copied.
   *
   * @param assets assets of the new network's data
   * @throws ConfigurationException if the networks' shapes differ
   */
  default void startFrom(
      MultiLayerNetwork network, List<Asset> assets, PretrainedModel pretrained) {
    if (network.numParams() != pretrained.network().numParams()) {
      throw new ConfigurationException(
          "the model of models.warm-start has %,d parameters and the new one %,d; train from scratch, or with its settings"
              .formatted(pretrained.network().numParams(), network.numParams()));
    }
    network.setParameters(pretrained.network().params());
  }

  /**
   * Measures the shift between the training data of a model and new data.
   *
   * @param before assets of a model that was trained earlier
   * @param now assets of the new data
   * @return the shifts; empty if this workload does not measure any
   */
  default List<DataShift> shifts(List<Asset> before, List<Asset> now) {
    return List.of();
  }

  /**
   * Returns advice about settings that do not fit the data; none by default.
   *
   * @param assets assets of the prepared data
   */
  default List<Advice> advice(List<Asset> assets) {
    return List.of();
  }

  /**
   * Returns the file in {@code conf/} with settings that were chosen for data of this kind; empty
   * if there is none.
   *
   * @param assets assets of the prepared data
   */
  default Optional<String> recipe(List<Asset> assets) {
    return Optional.empty();
  }

  /** Returns the decoder of its examples' metadata. */
  default ExampleMetadata.Decoder metadataDecoder() {
    return ExampleMetadata.Decoder.NONE;
  }

  /**
   * Returns the batcher that makes minibatches.
   *
   * @param assets assets of the prepared data, or of the model that is used
   */
  Batcher batcher(List<Asset> assets);

  /**
   * Returns the teacher that the network is trained to match; empty by default: it learns from the
   * targets of the examples.
   *
   * @param assets assets of the prepared data
   */
  default Optional<Distillation> distillation(List<Asset> assets) {
    return Optional.empty();
  }

  /**
   * Returns the batcher of a workload with {@link #distillation}: the targets of its training
   * minibatches are the teacher's probabilities.
   *
   * @param assets assets of the prepared data
   */
  default Batcher batcher(List<Asset> assets, Broadcast<? extends Teacher> teacher) {
    throw new UnsupportedOperationException(name() + " has no teacher");
  }

  /**
   * Returns cheap metrics that are logged and plotted for each epoch, the loss first.
   *
   * @param assets assets of the prepared data
   */
  MetricsFactory epochMetrics(List<Asset> assets);

  /**
   * Returns the prediction that the test evaluates; by default the outputs of a forward pass.
   *
   * @param assets assets of the prepared data, or of the model that is evaluated
   */
  default Prediction testPrediction(List<Asset> assets) {
    return Prediction.ofOnePass(batcher(assets));
  }

  /**
   * Returns the metrics of the test split.
   *
   * @param assets assets of the prepared data, or of the model that is evaluated
   */
  MetricsFactory testMetrics(List<Asset> assets);

  /** Returns what a linear baseline is trained on; empty: this workload has none. */
  default Optional<BagOfIds> baselineFeatures(List<Asset> assets) {
    return Optional.empty();
  }

  /**
   * Returns figures that show single test examples.
   *
   * @param network the network that was evaluated
   * @param test the data whose test split was evaluated
   * @param judged the resulting {@link #testMetrics}
   * @param count number of examples of each kind
   */
  List<Figure> showExamples(
      MultiLayerNetwork network, PreparedData test, Metrics judged, int count);
}
