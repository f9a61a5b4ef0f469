package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.nn.SerializableNetwork;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.TextExplanation;
import io.sparkrnn.workload.TextScorer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Computes a trained model's probability that a text is positive. It is broadcast to the executors,
 * where each thread restores its own network once.
 */
public final class ReviewScorer implements TextScorer {

  private static final long serialVersionUID = 1L;

  private final SerializableNetwork network;
  private final ReviewReader reader;
  private final Batcher batcher;
  private final int batchSize;

  /** A network per thread, because DL4J's networks keep intermediate results. */
  private transient ThreadLocal<MultiLayerNetwork> own;

  private ReviewScorer(
      SerializableNetwork network, ReviewReader reader, Batcher batcher, int batchSize) {
    this.network = network;
    this.reader = reader;
    this.batcher = batcher;
    this.batchSize = batchSize;
  }

  /**
   * Creates a scorer of a model.
   *
   * @param config the settings that the model was trained with
   * @param assets the model's assets
   */
  public static ReviewScorer of(JobConfig config, MultiLayerNetwork network, List<Asset> assets) {
    return new ReviewScorer(
        SerializableNetwork.of(network),
        new ReviewReader(SentimentSettings.of(config).text(), assets),
        ReviewSentiment.batcher(config),
        config.evaluation().batchSize());
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public TextExplanation explain(String text) {
    return WordErasure.explain(this, reader.read(text));
  }

  ReviewReader reader() {
    return reader;
  }

  @Override
  public float[] probabilities(List<String> texts) {
    return probabilitiesOf(texts.stream().map(reader::ids).toList());
  }

  /**
   * Returns the probability that each review is positive, in the order of the reviews.
   *
   * @param reviews ids as encoded by {@link ReviewReader}, each [length]
   */
  public float[] probabilitiesOf(List<float[]> reviews) {
    float[] probabilities = new float[reviews.size()];
    for (int from = 0; from < probabilities.length; from += batchSize) {
      int to = Math.min(from + batchSize, probabilities.length);
      List<Example> examples = new ArrayList<>(to - from);
      for (float[] ids : reviews.subList(from, to)) {
        examples.add(new Example(0, ids, new float[1]));
      }
      DataSet minibatch = batcher.minibatch(examples);
      float[] outputs =
          network()
              .output(minibatch.getFeatures(), false, minibatch.getFeaturesMaskArray(), null)
              .toFloatVector();
      System.arraycopy(outputs, 0, probabilities, from, outputs.length);
    }
    return probabilities;
  }

  private synchronized ThreadLocal<MultiLayerNetwork> own() {
    if (own == null) {
      own = ThreadLocal.withInitial(network::restore);
    }
    return own;
  }

  private MultiLayerNetwork network() {
    return own().get();
  }
}
