package io.sparkrnn.workload.sentiment;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.SettingsReader;
import io.sparkrnn.export.NetworkOptions;
import io.sparkrnn.nn.Precision;
import io.sparkrnn.nn.RecurrentSettings;
import io.sparkrnn.nn.RecurrentSettings.Layer;
import java.io.Serializable;

/**
 * Settings of the network ({@code model.*}).
 *
 * @param recurrent recurrent layer
 * @param embedding embedding
 * @param wordDropout words of a sequence that are dropped in training
 * @param inputDropout dropout rate of the embedding's units, one mask a sequence, in [0, 1)
 * @param maskPadding whether the recurrent layer skips padding
 * @param precision precision of the fused layer's products
 */
public record ModelSettings(
    RecurrentSettings recurrent,
    Embedding embedding,
    WordDropout wordDropout,
    double inputDropout,
    boolean maskPadding,
    Precision precision)
    implements Serializable {

  /** Initializers of the embedding. */
  public enum EmbeddingInitializer {
    /** Uniformly distributed numbers. */
    UNIFORM,
    /** Latent semantic analysis of the training reviews, and of unlabeled ones. */
    LSA
  }

  /**
   * Settings of the embedding.
   *
   * @param size number of units
   * @param initializer initializer
   * @param range a uniform embedding is drawn from [-range, range]
   * @param lsaRms root mean square of each vector of an embedding by latent semantic analysis
   */
  public record Embedding(int size, EmbeddingInitializer initializer, double range, double lsaRms)
      implements Serializable {
    public Embedding {
      requireNonNull(initializer, "initializer is null");
    }
  }

  /** Replacements of a dropped word. */
  public enum DroppedWord {
    /** It is removed, and the sequence closes up. */
    REMOVED,
    /** Id of out-of-vocabulary words. */
    UNKNOWN
  }

  /**
   * Settings of word dropout.
   *
   * @param share share of a sequence's words that is dropped in the first epoch, in [0, 1)
   * @param fall fraction by which the share has decreased in the last epoch, linearly, in [0, 1]
   * @param as replacement
   */
  public record WordDropout(double share, double fall, DroppedWord as) implements Serializable {
    public WordDropout {
      requireNonNull(as, "as is null");
    }
  }

  public ModelSettings {
    requireNonNull(recurrent, "recurrent is null");
    requireNonNull(embedding, "embedding is null");
    requireNonNull(wordDropout, "wordDropout is null");
    requireNonNull(precision, "precision is null");
  }

  static ModelSettings read(SettingsReader read) {
    ModelSettings settings =
        new ModelSettings(
            RecurrentSettings.read(read),
            new Embedding(
                read.count("model.embedding-size", 1, 65_536),
                read.choice("model.embedding-initializer", EmbeddingInitializer.class),
                read.positive("model.embedding-range", 1),
                read.positive("model.lsa-rms", 1)),
            new WordDropout(
                read.share("model.word-dropout"),
                read.fraction("model.word-dropout-decay"),
                read.choice("model.word-dropout-replacement", DroppedWord.class)),
            read.share("model.input-dropout"),
            read.flag("model.mask-padding"),
            read.choice("model.precision", Precision.class));
    if (read.valid("model.precision", "model.layer")
        && settings.precision == Precision.BFLOAT16
        && settings.recurrent.layer() != Layer.FUSED) {
      read.reject(
          "model.precision",
          "has no effect with model.layer = %s, expected fused"
              .formatted(read.written("model.layer")));
    }
    return settings;
  }

  /** Properties of the network that exported models have. */
  public NetworkOptions exportOptions() {
    return new NetworkOptions(
        recurrent.activation(), inputDropout, recurrent.outputDropout(), maskPadding);
  }

  /** These settings with another implementation of the layer. */
  public ModelSettings with(Layer layer) {
    return with(recurrent.with(layer), embedding, precision);
  }

  /** These settings, computed with the implementation and the precision of others. */
  ModelSettings computedAs(ModelSettings other) {
    return with(recurrent.with(other.recurrent.layer()), embedding, other.precision);
  }

  /** These settings with other numbers of units. */
  public ModelSettings withUnits(int embeddingSize, int hiddenSize) {
    return with(
        recurrent.withHiddenSize(hiddenSize),
        new Embedding(embeddingSize, embedding.initializer, embedding.range, embedding.lsaRms),
        precision);
  }

  private ModelSettings with(
      RecurrentSettings otherRecurrent, Embedding otherEmbedding, Precision otherPrecision) {
    return new ModelSettings(
        otherRecurrent, otherEmbedding, wordDropout, inputDropout, maskPadding, otherPrecision);
  }
}
