package io.sparkrnn.workload.sentiment;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.TextSettings.Side;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.text.SequenceEncoder;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** A trained network and what it needs to read texts one by one, without Spark. */
public final class SentimentReader {

  private final JobConfig config;
  private final MultiLayerNetwork network;
  private final Vocabulary vocabulary;
  private final Tokenizer tokenizer;
  private final SequenceEncoder encoder;
  private final Batcher batcher;

  /**
   * A reader.
   *
   * @param config what the network was trained with
   * @param assets the model's
   * @throws BadDataException if there is no vocabulary among them
   */
  public SentimentReader(JobConfig config, List<Asset> assets, MultiLayerNetwork network) {
    this.config = config;
    this.network = requireNonNull(network, "network is null");
    this.vocabulary = ReviewSentiment.vocabulary(assets);
    this.tokenizer = new Tokenizer(config.text().lowerCase());
    this.encoder =
        new SequenceEncoder(
            config.text().length(), config.text().padding(), config.text().truncating());
    this.batcher = ReviewSentiment.batcher(config);
  }

  /**
   * A text as the network sees it.
   *
   * @param ids [length], filled up with padding
   * @param words those that were not cut off, in order; each has an id
   */
  public record Reading(float[] ids, List<String> words) {
    public Reading {
      ids = ids.clone();
      words = List.copyOf(words);
    }
  }

  /** Reads a text; an empty one has no words. */
  public Reading read(String text) {
    List<String> words = tokenizer.words(text);
    int[] ids = words.stream().mapToInt(vocabulary::id).toArray();
    float[] encoded = encoder.encode(IntStream.range(0, ids.length).toArray(), ids);
    int kept = 0;
    for (float id : encoded) {
      kept += isWord(id) ? 1 : 0;
    }
    int from = config.text().truncating() == Side.PRE ? words.size() - kept : 0;
    return new Reading(encoded, words.subList(from, from + kept));
  }

  /** Ids that were made of a text already; words outside the vocabulary are not known any more. */
  Reading read(float[] ids) {
    List<String> words = new ArrayList<>();
    for (float id : ids) {
      if (isWord(id)) {
        words.add(vocabulary.word((int) id));
      }
    }
    return new Reading(ids, words);
  }

  /** Whether an id stands for a word, known or not. */
  static boolean isWord(float id) {
    return id != Vocabulary.PADDING && id != Vocabulary.START;
  }

  /** Where sequences are filled up. */
  Side padding() {
    return config.text().padding();
  }

  /**
   * The probability that each is positive.
   *
   * @param sequences as {@link #read} gives them, all [length]
   */
  public double[] probabilities(List<float[]> sequences) {
    double[] probabilities = new double[sequences.size()];
    int size = config.evaluation().batchSize();
    for (int from = 0; from < sequences.size(); from += size) {
      List<Example> batch =
          sequences.subList(from, Math.min(from + size, sequences.size())).stream()
              .map(ids -> new Example(0, ids, new float[1]))
              .toList();
      DataSet minibatch = batcher.minibatch(batch);
      float[] outputs =
          network
              .output(minibatch.getFeatures(), false, minibatch.getFeaturesMaskArray(), null)
              .reshape(batch.size())
              .toFloatVector();
      for (int i = 0; i < outputs.length; i++) {
        probabilities[from + i] = outputs[i];
      }
    }
    return probabilities;
  }
}
