package io.sparkrnn.nn.fused;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.ModelSettings.Precision;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The configuration of one layer that does what DL4J's EmbeddingSequenceLayer, SimpleRnn and
 * LastTimeStep do one after the other: ids [batch, length], and a mask of the same shape, to the
 * last state of a simple recurrent layer, [batch, units].
 *
 * <p>It takes the place of these layers also where a rule speaks of a layer: the gradient of the
 * embedding and that of the recurrent part are clipped each by its own norm.
 */
public final class FusedEmbeddingRnn extends FusedLayer {

  private static final long serialVersionUID = 1L;

  @JsonProperty private long embeddingSize;
  @JsonProperty private IWeightInit embeddingInit;
  @JsonProperty private double inputDropout;
  @JsonProperty private double clipNorm;

  /** Not in networks that were written before there was a choice. */
  @JsonProperty private Precision precision = Precision.FLOAT32;

  /** The initial weights of each part. */
  public record Start(IWeightInit embedding, IWeightInit input, IWeightInit recurrent) {
    public Start {
      requireNonNull(embedding, "embedding is null");
      requireNonNull(input, "input is null");
      requireNonNull(recurrent, "recurrent is null");
    }
  }

  /** For JSON. */
  @SuppressWarnings("unused")
  private FusedEmbeddingRnn() {}

  /**
   * A layer.
   *
   * @param vocabulary ids, from 0
   * @param inputDropout share of the embedding's units dropped while training, the same ones at all
   *     steps of a sequence, in [0, 1)
   * @param clipNorm the largest L2 norm of each part's gradient; 0: not clipped
   * @param precision of the factors of products
   */
  public FusedEmbeddingRnn(
      String name,
      long vocabulary,
      long embeddingSize,
      long units,
      IActivation activation,
      Start start,
      double inputDropout,
      double clipNorm,
      Precision precision) {
    super(name, vocabulary, units, activation, start.input(), start.recurrent());
    // It clips by itself, and the one norm that DL4J knows would be of both parts together.
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

  /** Precision of the factors of products. */
  public Precision precision() {
    return precision;
  }

  @Override
  BaseLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
    return new FusedEmbeddingRnnLayer(conf, type);
  }

  @Override
  public ParamInitializer initializer() {
    return FusedEmbeddingRnnParameters.INITIALIZER;
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
