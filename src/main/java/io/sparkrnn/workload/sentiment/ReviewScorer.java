package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.nn.SerializableNetwork;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.TextClasses;
import io.sparkrnn.workload.TextExplanation;
import io.sparkrnn.workload.TextScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Computes a trained model's probabilities of the classes of texts. It is broadcast to the
 * executors, where each thread restores its own network once.
 */
public final class ReviewScorer implements TextScorer {

  private static final long serialVersionUID = 1L;

  private final SerializableNetwork network;
  private final ReviewReader reader;
  private final Batcher batcher;
  private final int batchSize;
  private final TextClasses classes;

  /** A network per thread, because DL4J's networks keep intermediate results. */
  private transient ThreadLocal<MultiLayerNetwork> own;

  private ReviewScorer(
      SerializableNetwork network,
      ReviewReader reader,
      Batcher batcher,
      int batchSize,
      TextClasses classes) {
    this.network = network;
    this.reader = reader;
    this.batcher = batcher;
    this.batchSize = batchSize;
    this.classes = classes;
  }

  /**
   * Creates a scorer of a model.
   *
   * @param config the settings that the model was trained with
   * @param assets the model's assets
   */
  public static ReviewScorer of(JobConfig config, MultiLayerNetwork network, List<Asset> assets) {
    SentimentSettings settings = SentimentSettings.of(config);
    TextClasses classes = ReviewClasses.of(assets, settings.reviews().classes());
    return new ReviewScorer(
        SerializableNetwork.of(network),
        new ReviewReader(settings.text(), assets),
        ReviewSentiment.batcher(settings, classes),
        config.evaluation().batchSize(),
        classes);
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public TextClasses classes() {
    return classes;
  }

  @Override
  public TextExplanation explain(String text, OptionalInt explained) {
    return explain(reader.read(text), explained);
  }

  TextExplanation explain(ReviewReader.Reading reading, OptionalInt explained) {
    return WordErasure.explain(this, reading, explained);
  }

  ReviewReader reader() {
    return reader;
  }

  @Override
  public float[][] outputs(List<String> texts) {
    return outputsOf(texts.stream().map(reader::ids).toList());
  }

  /**
   * Returns the network's outputs for each review, in the order of the reviews, see {@link
   * #outputs}.
   *
   * @param reviews ids as encoded by {@link ReviewReader}, each [length]
   */
  public float[][] outputsOf(List<float[]> reviews) {
    float[][] all = new float[reviews.size()][];
    for (int from = 0; from < all.length; from += batchSize) {
      int to = Math.min(from + batchSize, all.length);
      List<Example> examples = new ArrayList<>(to - from);
      for (float[] ids : reviews.subList(from, to)) {
        examples.add(new Example(0, ids, new float[1]));
      }
      DataSet minibatch = batcher.minibatch(examples);
      float[][] outputs =
          network()
              .output(minibatch.getFeatures(), false, minibatch.getFeaturesMaskArray(), null)
              .toFloatMatrix();
      System.arraycopy(outputs, 0, all, from, outputs.length);
    }
    return all;
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
