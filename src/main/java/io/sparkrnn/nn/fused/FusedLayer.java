package io.sparkrnn.nn.fused;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Configuration of a fused recurrent layer. It is a network's first layer and outputs the last
 * state of a simple recurrent layer, [batch, units].
 */
abstract class FusedLayer extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  @JsonProperty private IWeightInit recurrentInit;

  /** For JSON. */
  FusedLayer() {}

  /**
   * Creates the configuration of a layer.
   *
   * @param inputs DL4J's nIn: the number of token ids, or of features per time step
   * @param input initializer of the input weights
   * @param recurrent initializer of the recurrent weights
   */
  FusedLayer(
      String name,
      long inputs,
      long units,
      IActivation activation,
      IWeightInit input,
      IWeightInit recurrent) {
    setLayerName(name);
    setNIn(inputs);
    setNOut(units);
    setActivationFn(activation);
    setWeightInitFn(input);
    recurrentInit = recurrent;
  }

  final IWeightInit recurrentInit() {
    return recurrentInit;
  }

  final RecurrentActivation recurrentActivation() {
    return RecurrentActivation.of(getActivationFn(), getLayerName());
  }

  /** Creates the layer's implementation, without parameters. */
  abstract BaseLayer<?> layer(NeuralNetConfiguration conf, DataType type);

  @Override
  public final ParamInitializer initializer() {
    return FusedParameters.INITIALIZER;
  }

  @Override
  public final Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    if (type != DataType.FLOAT) {
      throw new IllegalStateException(
          ("layer '%s' is configured for %s, but the fused layer only computes in float; use DL4J's"
                  + " layers instead")
              .formatted(getLayerName(), type));
    }
    BaseLayer<?> layer = layer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public final InputType getOutputType(int index, InputType input) {
    return InputType.feedForward(getNOut());
  }

  @Override
  public final void setNIn(InputType input, boolean override) {
    // nIn is set by the constructor; a vocabulary size does not follow from the shape of ids.
  }

  @Override
  public final InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  @Override
  public final LayerMemoryReport getMemoryReport(InputType input) {
    long parameters = initializer().numParams(this);
    return new LayerMemoryReport.Builder(
            getLayerName(), getClass(), input, getOutputType(-1, input))
        .standardMemory(parameters, (int) getUpdaterByParam("W").stateSize(parameters))
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FusedLayer that
        && super.equals(other)
        && Objects.equals(that.recurrentInit, recurrentInit);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof FusedLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), recurrentInit);
  }
}
