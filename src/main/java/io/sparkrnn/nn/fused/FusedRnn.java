package io.sparkrnn.nn.fused;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Configuration of a layer that replaces DL4J's SimpleRnn and LastTimeStep: numbers [batch,
 * columns, length], without a mask, to the last state of a simple recurrent layer, [batch, units].
 * It must be a network's first layer, since it does not compute the gradient of its input.
 */
public final class FusedRnn extends FusedLayer {

  private static final long serialVersionUID = 1L;

  /** For JSON. */
  @SuppressWarnings("unused")
  private FusedRnn() {}

  /**
   * Creates the configuration of a layer.
   *
   * @param columns number of input features per time step
   * @param input initializer of the input weights
   * @param recurrent initializer of the recurrent weights
   */
  public FusedRnn(
      String name,
      long columns,
      long units,
      IActivation activation,
      IWeightInit input,
      IWeightInit recurrent) {
    super(name, columns, units, activation, input, recurrent);
    // Left unset for the network's builder to fill in; the defaults here would be None and 1.
    setGradientNormalization(null);
    setGradientNormalizationThreshold(Double.NaN);
  }

  @Override
  BaseLayer<?> layer(NeuralNetConfiguration conf, DataType type) {
    return new FusedRnnLayer(conf, type);
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
