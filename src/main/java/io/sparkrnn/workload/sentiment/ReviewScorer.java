package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.SentNetwork;
import io.sparkrnn.text.SequenceEncoder;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Reads texts as a trained model does, and says how positive they are. It travels to executors
 * once; each thread there makes a network of its own of it, once.
 */
public final class ReviewScorer implements Serializable {

  private static final long serialVersionUID = 1L;

  private final SentNetwork network;
  private final Vocabulary vocabulary;
  private final Tokenizer tokenizer;
  private final SequenceEncoder encoder;
  private final SequenceBatcher batcher;
  private final int batchSize;

  /** DL4J's networks keep what they compute and are no good for two threads. */
  private transient ThreadLocal<MultiLayerNetwork> own;

  private ReviewScorer(
      SentNetwork network,
      Vocabulary vocabulary,
      Tokenizer tokenizer,
      SequenceEncoder encoder,
      SequenceBatcher batcher,
      int batchSize) {
    this.network = network;
    this.vocabulary = vocabulary;
    this.tokenizer = tokenizer;
    this.encoder = encoder;
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
        ReviewSentiment.vocabulary(assets),
        new Tokenizer(config.text().lowerCase()),
        new SequenceEncoder(
            config.text().length(), config.text().padding(), config.text().truncating()),
        ReviewSentiment.batcher(config),
        config.evaluation().batchSize());
  }

  /** Texts that are scored in one pass. */
  public int batchSize() {
    return batchSize;
  }

  /**
   * The probability that each text is positive, in their order.
   *
   * @param texts any number of them; one without words is read as a review of nothing
   */
  public float[] probabilities(List<String> texts) {
    float[] probabilities = new float[texts.size()];
    for (int from = 0; from < probabilities.length; from += batchSize) {
      int to = Math.min(from + batchSize, probabilities.length);
      List<Example> examples = new ArrayList<>(to - from);
      for (int i = from; i < to; i++) {
        examples.add(new Example(i, ids(texts.get(i)), new float[1]));
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

  private float[] ids(String text) {
    List<String> words = tokenizer.words(text);
    return encoder.encode(
        IntStream.range(0, words.size()).toArray(),
        words.stream().mapToInt(vocabulary::id).toArray());
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
