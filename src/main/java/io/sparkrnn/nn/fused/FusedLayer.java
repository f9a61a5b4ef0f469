package io.sparkrnn.nn.fused;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
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
 * The configuration of a layer that gives the last state of a simple recurrent layer, [batch,
 * units], and is a network's first.
 */
abstract class FusedLayer extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  @JsonProperty private IWeightInit recurrentInit;

  /** For JSON. */
  FusedLayer() {}

  /**
   * A layer.
   *
   * @param inputs what DL4J calls nIn
   * @param input the initial weights of the inputs
   * @param recurrent those of the states
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

  /** The layer at work, without its parameters yet. */
  abstract BaseLayer<?> layer(NeuralNetConfiguration conf, DataType type);

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
          "layer '%s' is asked to compute in %s, the fused layer computes in float; use DL4J's layers for it"
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
    // The constructor was told; a vocabulary, say, cannot be seen from the shape of ids.
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
