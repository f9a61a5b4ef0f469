package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.SentNetwork;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Reads texts as a trained model does, and says how positive they are. It travels to executors
 * once; each thread there makes a network of its own of it, once.
 */
public final class ReviewScorer implements Serializable {

  private static final long serialVersionUID = 1L;

  private final SentNetwork network;
  private final ReviewReader reader;
  private final Batcher batcher;
  private final int batchSize;

  /** DL4J's networks keep what they compute and are no good for two threads. */
  private transient ThreadLocal<MultiLayerNetwork> own;

  private ReviewScorer(SentNetwork network, ReviewReader reader, Batcher batcher, int batchSize) {
    this.network = network;
    this.reader = reader;
    this.batcher = batcher;
    this.batchSize = batchSize;
  }

  /**
   * A scorer of a model.
   *
   * @param config the settings that it was trained with
   * @param assets as its data was prepared with
   * @throws ConfigurationException if it is a model of something else than reviews
   */
  public static ReviewScorer of(JobConfig config, MultiLayerNetwork network, List<Asset> assets) {
    if (!config.workload().equals(ReviewSentiment.NAME)) {
      throw new ConfigurationException(
          "the model is of the workload '%s', expected '%s': only reviews can be scored"
              .formatted(config.workload(), ReviewSentiment.NAME));
    }
    return new ReviewScorer(
        SentNetwork.of(network),
        new ReviewReader(config.text(), assets),
        ReviewSentiment.batcher(config),
        config.evaluation().batchSize());
  }

  /** Texts that are scored in one pass. */
  public int batchSize() {
    return batchSize;
  }

  ReviewReader reader() {
    return reader;
  }

  /**
   * The probability that each text is positive, in their order.
   *
   * @param texts any number of them; one without words is read as a review of nothing
   */
  public float[] probabilities(List<String> texts) {
    return probabilitiesOf(texts.stream().map(reader::ids).toList());
  }

  /**
   * The probability that each review is positive.
   *
   * @param reviews ids of words as {@link ReviewReader} gives them, each [length]
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
