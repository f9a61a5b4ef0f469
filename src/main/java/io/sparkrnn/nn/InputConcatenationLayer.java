package io.sparkrnn.nn;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Implementation of the layer that {@link InputConcatenation} configures. */
final class InputConcatenationLayer extends BaseWrapperLayer {

  private static final long serialVersionUID = 1L;

  private long units;

  InputConcatenationLayer(Layer underlying) {
    super(underlying);
  }

  @Override
  public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    return activate(training, workspaces);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray input = input();
    INDArray states = underlying.activate(training, workspaces);
    units = states.size(1);
    long numbers = input.size(1) * input.size(2);
    INDArray joined =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS,
            states.dataType(),
            new long[] {input.size(0), units + numbers},
            'c');
    joined.get(all(), interval(0, units)).assign(states);
    joined
        .get(all(), interval(units, units + numbers))
        .assign(input.dup('c').reshape('c', input.size(0), numbers));
    return joined;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    return underlying.backpropGradient(epsilon.get(all(), interval(0, units)).dup('c'), workspaces);
  }
}
