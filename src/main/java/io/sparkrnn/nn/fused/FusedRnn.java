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
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The configuration of one layer that does what DL4J's SimpleRnn and LastTimeStep do one after the
 * other: numbers [batch, columns, length], no mask, to the last state of a simple recurrent layer,
 * [batch, units]. It is a network's first layer: the gradient of its input is not computed.
 */
public final class FusedRnn extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  @JsonProperty private IWeightInit recurrentInit;

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
    setLayerName(name);
    setNIn(columns);
    setNOut(units);
    setActivationFn(activation);
    setWeightInitFn(input);
    // As the network's builder says; a layer that is not built has none and 1.
    setGradientNormalization(null);
    setGradientNormalizationThreshold(Double.NaN);
    this.recurrentInit = recurrent;
  }

  IWeightInit recurrentInit() {
    return recurrentInit;
  }

  RecurrentActivation recurrentActivation() {
    return RecurrentActivation.of(getActivationFn(), getLayerName());
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    FusedParameters.requireFloat(type, getLayerName());
    FusedRnnLayer layer = new FusedRnnLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return FusedRnnParameters.INITIALIZER;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return InputType.feedForward(getNOut());
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    // The constructor was told.
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    long parameters = initializer().numParams(this);
    return new LayerMemoryReport.Builder(
            getLayerName(), FusedRnn.class, input, getOutputType(-1, input))
        .standardMemory(parameters, (int) getUpdaterByParam("W").stateSize(parameters))
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FusedRnn that
        && super.equals(other)
        && Objects.equals(that.recurrentInit, recurrentInit);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof FusedRnn;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), recurrentInit);
  }
}
