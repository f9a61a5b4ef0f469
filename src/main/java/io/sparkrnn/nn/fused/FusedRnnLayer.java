package io.sparkrnn.nn.fused;

import static io.sparkrnn.nn.fused.FusedParameters.BIAS;
import static io.sparkrnn.nn.fused.FusedParameters.RECURRENT;
import static io.sparkrnn.nn.fused.FusedParameters.WEIGHTS;

import io.sparkrnn.nn.fused.Recurrence.Keep;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Implementation of the layer that {@link FusedRnn} configures. */
final class FusedRnnLayer extends BaseLayer<FusedRnn> {

  private static final long serialVersionUID = 1L;

  FusedRnnLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    if (input.rank() != 3 || input.size(1) != layerConf().getNIn() || maskArray != null) {
      throw new IllegalArgumentException(
          "layer '%s' takes numbers [batch, %d, length] without a mask, this input has shape %s%s"
              .formatted(
                  layerConf().getLayerName(),
                  layerConf().getNIn(),
                  Arrays.toString(input.shape()),
                  maskArray == null ? "" : " and a mask"));
    }
    INDArray last =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, DataType.FLOAT, new long[] {input.size(0), units()}, 'c');
    forward(Workspace.ofThread(), training ? Keep.ALL_STEPS : Keep.LAST_STEP, last);
    return last;
  }

  private void forward(Workspace workspace, Keep keep, INDArray last) {
    workspace.owner = null;
    workspace.ids = NativeFloats.rowByRow(input);
    int length = (int) input.size(2);
    workspace.plan.planWhole((int) input.size(0), length);
    workspace.numbers.forward(
        workspace.plan,
        workspace.ids.buffer(),
        (int) input.size(1),
        units(),
        NativeFloats.of(params.get(WEIGHTS)),
        NativeFloats.of(params.get(BIAS)));
    workspace.recurrence.forward(
        OpenBlasProducts.PRODUCTS,
        workspace.plan,
        workspace.numbers.outputs(),
        NativeFloats.of(params.get(RECURRENT)),
        units(),
        layerConf().recurrentActivation(),
        keep,
        NativeFloats.of(last).buffer());
    workspace.owner = keep == Keep.ALL_STEPS ? this : null;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    Workspace workspace = Workspace.ofThread();
    if (workspace.owner != this) {
      // Another layer has used this thread's workspace since the forward pass.
      forward(workspace, Keep.ALL_STEPS, Nd4j.create(DataType.FLOAT, input.size(0), units()));
    }
    gradientsFlattened.assign(0);
    workspace.epsilon = NativeFloats.rowByRow(epsilon);
    workspace.recurrence.backward(
        OpenBlasProducts.PRODUCTS,
        workspace.plan,
        workspace.epsilon.buffer(),
        NativeFloats.of(params.get(RECURRENT)),
        units(),
        layerConf().recurrentActivation(),
        NativeFloats.of(gradientViews.get(RECURRENT)),
        workspace.numbers.outputGradient(workspace.plan, units()));
    workspace.numbers.backward(
        workspace.plan,
        (int) input.size(1),
        units(),
        NativeFloats.of(gradientViews.get(WEIGHTS)),
        NativeFloats.of(gradientViews.get(BIAS)));
    workspace.owner = null;
    Gradient result = new DefaultGradient(gradientsFlattened);
    gradientViews.forEach(result.gradientForVariable()::put);
    return new Pair<>(result, null);
  }

  private int units() {
    return (int) layerConf().getNOut();
  }

  @Override
  public Type type() {
    return Type.FEED_FORWARD;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
