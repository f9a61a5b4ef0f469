package io.sparkrnn.nn;

import java.util.Collection;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of a layer that concatenates the output of another one and that layer's own input:
 * numbers [batch, columns, length] to [batch, units + columns * length], the units first, then each
 * column's steps. A dense layer after it thus has a linear path from the inputs, beside the one
 * through the wrapped layer. It must be a network's first layer, since it does not add the gradient
 * of its input, and it has no parameters of its own.
 */
public final class InputConcatenation extends BaseWrapperLayer {

  private static final long serialVersionUID = 1L;

  /** For JSON. */
  @SuppressWarnings("unused")
  private InputConcatenation() {}

  /**
   * Creates the configuration of a layer.
   *
   * @param underlying layer whose output is [batch, units]
   */
  public InputConcatenation(Layer underlying) {
    super(underlying);
    this.layerName = underlying.getLayerName();
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    NeuralNetConfiguration inner = conf.clone();
    // The same object, not a copy, so that a later change of the learning rate reaches the layer.
    inner.setLayer(underlying);
    return new InputConcatenationLayer(
        underlying.instantiate(inner, listeners, index, parameters, initialize, type));
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    InputType.InputTypeRecurrent series = (InputType.InputTypeRecurrent) input;
    return InputType.feedForward(
        underlying.getOutputType(index, input).arrayElementsPerExample()
            + series.getSize() * series.getTimeSeriesLength());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InputConcatenation && super.equals(other);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof InputConcatenation;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
