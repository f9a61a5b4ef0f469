package io.sparkrnn.nn.fused;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.nn.Precision;
import java.util.Objects;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Configuration of a layer that replaces DL4J's EmbeddingSequenceLayer, SimpleRnn and LastTimeStep:
 * token ids [batch, length], with an optional mask of the same shape, to the last state of a simple
 * recurrent layer, [batch, units].
 *
 * <p>Gradients are clipped as with separate layers: the gradient of the embedding and that of the
 * recurrent layer each by its own norm.
 */
public final class FusedEmbeddingRnn extends FusedLayer {

  private static final long serialVersionUID = 1L;

  @JsonProperty private long embeddingSize;
  @JsonProperty private IWeightInit embeddingInit;
  @JsonProperty private double inputDropout;
  @JsonProperty private double clipNorm;

  /** Absent in the JSON of networks saved before this property existed. */
  @JsonProperty private Precision precision = Precision.FLOAT32;

  /** Initializers of the embedding, the input weights and the recurrent weights. */
  public record Initializers(IWeightInit embedding, IWeightInit input, IWeightInit recurrent) {
    public Initializers {
      requireNonNull(embedding, "embedding is null");
      requireNonNull(input, "input is null");
      requireNonNull(recurrent, "recurrent is null");
    }
  }

  /** For JSON. */
  @SuppressWarnings("unused")
  private FusedEmbeddingRnn() {}

  /**
   * Creates the configuration of a layer.
   *
   * @param vocabulary number of token ids, which are counted from 0
   * @param start initializers of the weights
   * @param inputDropout dropout rate of the embedding's units while training, in [0, 1); the same
   *     units are dropped at all time steps of a sequence
   * @param clipNorm largest L2 norm of the gradient of the embedding and of the recurrent layer,
   *     each for itself; 0: not clipped
   * @param precision precision of the factors of matrix products
   */
  public FusedEmbeddingRnn(
      String name,
      long vocabulary,
      long embeddingSize,
      long units,
      IActivation activation,
      Initializers start,
      double inputDropout,
      double clipNorm,
      Precision precision) {
    super(name, vocabulary, units, activation, start.input(), start.recurrent());
    // The layer clips its gradients itself: DL4J would use one norm over embedding and recurrence.
    setGradientNormalization(GradientNormalization.None);
    this.embeddingSize = embeddingSize;
    this.embeddingInit = start.embedding();
    this.inputDropout = inputDropout;
    this.clipNorm = clipNorm;
    this.precision = requireNonNull(precision, "precision is null");
  }

  long embeddingSize() {
    return embeddingSize;
  }

  IWeightInit embeddingInit() {
    return embeddingInit;
  }

  double inputDropout() {
    return inputDropout;
  }

  double clipNorm() {
    return clipNorm;
  }

  /** Returns the precision of the factors of matrix products. */
  public Precision precision() {
    return precision;
  }

  @Override
  BaseLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
    return new FusedEmbeddingRnnLayer(conf, type);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FusedEmbeddingRnn that
        && super.equals(other)
        && that.embeddingSize == embeddingSize
        && that.inputDropout == inputDropout
        && that.clipNorm == clipNorm
        && that.precision == precision
        && Objects.equals(that.embeddingInit, embeddingInit);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof FusedEmbeddingRnn;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        super.hashCode(), embeddingSize, embeddingInit, inputDropout, clipNorm, precision);
  }
}
