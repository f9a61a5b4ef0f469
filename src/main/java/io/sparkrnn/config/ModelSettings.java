package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * The shape of the network ({@code model.*}).
 *
 * @param embeddingSize units of the embedding
 * @param hiddenSize units of the recurrent layer
 * @param activation of the recurrent layer
 * @param start the initial weights
 * @param wordDropout which words of a sequence training does without
 * @param inputDropout share of the embedding's units dropped, one mask a sequence, in [0, 1)
 * @param outputDropout share of the last state's units dropped, in [0, 1)
 * @param maskPadding whether the recurrent layer passes over padding
 * @param layer what computes the embedding and the recurrent layer
 * @param precision of the factors of its products
 */
public record ModelSettings(
    int embeddingSize,
    int hiddenSize,
    Activation activation,
    Start start,
    WordDropout wordDropout,
    double inputDropout,
    double outputDropout,
    boolean maskPadding,
    Layer layer,
    Precision precision)
    implements Serializable {

  /** Activations of the recurrent layer. */
  public enum Activation {
    TANH,
    RELU,
    IDENTITY
  }

  /** Initial recurrent weights, before the gain. */
  public enum RecurrentStart {
    /** A random orthogonal matrix. */
    ORTHOGONAL,
    IDENTITY
  }

  /** What the embedding starts from. */
  public enum EmbeddingStart {
    /** Numbers drawn evenly from a range. */
    UNIFORM,
    /** What words have in common with those that occur in the same reviews. */
    LSA
  }

  /**
   * The initial weights that can be chosen.
   *
   * @param recurrent of the recurrent layer's state
   * @param gain what {@code recurrent} is multiplied by
   * @param embedding of the embedding
   * @param embeddingRange a uniform embedding is drawn from [-embeddingRange, embeddingRange]
   * @param lsaRms the root mean square of each vector of an embedding of the kind LSA
   */
  public record Start(
      RecurrentStart recurrent,
      double gain,
      EmbeddingStart embedding,
      double embeddingRange,
      double lsaRms)
      implements Serializable {
    public Start {
      requireNonNull(recurrent, "recurrent is null");
      requireNonNull(embedding, "embedding is null");
    }
  }

  /** What becomes of a dropped word. */
  public enum DroppedWord {
    /** It is taken out, and the sequence closes up. */
    REMOVED,
    /** The id of any unknown word takes its place. */
    UNKNOWN
  }

  /**
   * Words that training does without.
   *
   * @param share of a sequence's words in the first epoch, in [0, 1)
   * @param fall how much of that share is gone in the last epoch, in a straight line, in [0, 1]
   * @param as what becomes of them
   */
  public record WordDropout(double share, double fall, DroppedWord as) implements Serializable {
    public WordDropout {
      requireNonNull(as, "as is null");
    }
  }

  /** What computes the embedding and the recurrent layer; both give the same results. */
  public enum Layer {
    /** One layer of this project, many times faster. */
    FUSED,
    /** Deeplearning4j's own layers. */
    STOCK
  }

  /** Precision of the factors of products; sums, weights and all else are floats. */
  public enum Precision {
    FLOAT32,
    /** Rounded to 8 bits: many times as many products a second where the processor has them. */
    BFLOAT16
  }

  public ModelSettings {
    requireNonNull(activation, "activation is null");
    requireNonNull(start, "start is null");
    requireNonNull(wordDropout, "wordDropout is null");
    requireNonNull(layer, "layer is null");
    requireNonNull(precision, "precision is null");
  }

  /** The same network, computed by another layer. */
  public ModelSettings with(Layer other) {
    return with(embeddingSize, hiddenSize, other, precision);
  }

  /** The same network, computed as another one is. */
  public ModelSettings computedAs(ModelSettings other) {
    return with(embeddingSize, hiddenSize, other.layer, other.precision);
  }

  /** The same network with other numbers of units. */
  public ModelSettings withUnits(int embedding, int hidden) {
    return with(embedding, hidden, layer, precision);
  }

  private ModelSettings with(
      int otherEmbedding, int otherHidden, Layer otherLayer, Precision otherPrecision) {
    return new ModelSettings(
        otherEmbedding,
        otherHidden,
        activation,
        start,
        wordDropout,
        inputDropout,
        outputDropout,
        maskPadding,
        otherLayer,
        otherPrecision);
  }
}
