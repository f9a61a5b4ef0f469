package io.sparkrnn.nn.fused;

import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The configuration of one layer that does what DL4J's SimpleRnn and LastTimeStep do one after the
 * other: numbers [batch, columns, length], no mask, to the last state of a simple recurrent layer,
 * [batch, units]. It is a network's first layer: the gradient of its input is not computed.
 */
public final class FusedRnn extends FusedLayer {

  private static final long serialVersionUID = 1L;

  /** For JSON. */
  @SuppressWarnings("unused")
  private FusedRnn() {}

  /**
   * A layer.
   *
   * @param columns numbers a step
   * @param input the initial weights of the inputs
   * @param recurrent those of the states
   */
  public FusedRnn(
      String name,
      long columns,
      long units,
      IActivation activation,
      IWeightInit input,
      IWeightInit recurrent) {
    super(name, columns, units, activation, input, recurrent);
    // As the network's builder says; a layer that is not built has none and 1.
    setGradientNormalization(null);
    setGradientNormalizationThreshold(Double.NaN);
  }

  @Override
  BaseLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
    return new FusedRnnLayer(conf, type);
  }

  @Override
  public ParamInitializer initializer() {
    return FusedRnnParameters.INITIALIZER;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FusedRnn && super.equals(other);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof FusedRnn;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
