package io.sparkrnn.nn.fused;

import io.sparkrnn.nn.fused.Recurrence.Keep;
import io.sparkrnn.nn.fused.SequencePlan.Sharing;
import io.sparkrnn.nn.fused.TokenProjection.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.MaskState;
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

/** Implementation of the layer that {@link FusedEmbeddingRnn} configures. */
final class FusedEmbeddingRnnLayer extends BaseLayer<FusedEmbeddingRnn> {

  private static final long serialVersionUID = 1L;

  /** Writer of the gradient memory, which decides how much of it has to be cleared. */
  enum GradientWriter {
    /** Also DL4J's updaters, which leave their update in all of it. */
    ANYONE,
    /** Only this layer: memory that it did not write to is zero. */
    LAYER_ALONE
  }

  private transient ParameterMemory parameters;
  private transient ParameterMemory gradients;
  private long dropoutSeed;
  private GradientWriter gradientWriter = GradientWriter.ANYONE;
  private int[] touched = {};

  FusedEmbeddingRnnLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  /** Returns the token ids whose embedding rows have a gradient, in ascending order. */
  int[] touched() {
    return touched;
  }

  ParameterMemory parameterMemory() {
    if (parameters == null) {
      parameters = ParameterMemory.of(paramsFlattened, params);
    }
    return parameters;
  }

  ParameterMemory gradientMemory() {
    if (gradients == null) {
      gradients = ParameterMemory.of(gradientsFlattened, gradientViews);
    }
    return gradients;
  }

  void gradientWriter(GradientWriter writer) {
    gradientWriter = writer;
    gradientMemory().clear();
  }

  @Override
  public void setParamsViewArray(INDArray view) {
    super.setParamsViewArray(view);
    parameters = null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    super.setBackpropGradientsViewArray(view);
    gradients = null;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    requireShapes();
    if (training && dropout() > 0) {
      dropoutSeed = Nd4j.getRandom().nextLong();
    }
    INDArray last =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, DataType.FLOAT, new long[] {input.size(0), units()}, 'c');
    forward(Workspace.ofThread(), training ? Keep.ALL_STEPS : Keep.LAST_STEP, last);
    return last;
  }

  private void requireShapes() {
    if (input.rank() != 2) {
      throw new IllegalArgumentException(
          "layer '%s' takes ids [batch, length], this input has shape %s"
              .formatted(layerConf().getLayerName(), Arrays.toString(input.shape())));
    }
    if (maskArray != null && !Arrays.equals(maskArray.shape(), input.shape())) {
      throw new IllegalArgumentException(
          "layer '%s' has ids of shape %s and a mask of shape %s, expected the same"
              .formatted(
                  layerConf().getLayerName(),
                  Arrays.toString(input.shape()),
                  Arrays.toString(maskArray.shape())));
    }
  }

  private void forward(Workspace workspace, Keep keep, INDArray last) {
    workspace.owner = null;
    int batch = (int) input.size(0);
    int length = (int) input.size(1);
    boolean dropping = keep == Keep.ALL_STEPS && dropout() > 0;
    workspace.ids = NativeFloats.rowByRow(input);
    workspace.mask = maskArray == null ? new NativeFloats() : NativeFloats.rowByRow(maskArray);
    workspace.plan.plan(
        workspace.ids.buffer(),
        workspace.mask.buffer(),
        batch,
        length,
        shape().vocabulary(),
        dropping ? Sharing.WITHIN_SEQUENCE : Sharing.WITHIN_BATCH);
    float[] kept = dropping ? draw(workspace, batch) : new float[0];
    ParameterMemory memory = parameterMemory();
    MatrixProducts products = MatrixProducts.of(layerConf().precision());
    workspace.projection.forward(
        products,
        workspace.plan,
        shape(),
        memory.embedding(),
        kept,
        memory.weights(),
        memory.bias());
    workspace.recurrence.forward(
        products,
        workspace.plan,
        workspace.projection.outputs(),
        memory.recurrent(),
        units(),
        layerConf().recurrentActivation(),
        keep,
        NativeFloats.of(last).buffer());
    workspace.owner = keep == Keep.ALL_STEPS ? this : null;
  }

  /** Returns the dropout mask, [batch, embedding]: 0 or 1 / (1 - dropout) (inverted dropout). */
  private float[] draw(Workspace workspace, int batch) {
    int count = batch * shape().embedding();
    workspace.kept = HeapArrays.atLeast(workspace.kept, count);
    SplittableRandom random = new SplittableRandom(dropoutSeed);
    float scale = (float) (1 / (1 - dropout()));
    for (int i = 0; i < count; i++) {
      workspace.kept[i] = random.nextDouble() < dropout() ? 0 : scale;
    }
    return workspace.kept;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    Workspace workspace = Workspace.ofThread();
    if (workspace.owner != this) {
      // Another layer has used this thread's workspace since the forward pass.
      forward(workspace, Keep.ALL_STEPS, Nd4j.create(DataType.FLOAT, input.size(0), units()));
    }
    clearGradients();
    workspace.epsilon = NativeFloats.rowByRow(epsilon);
    ParameterMemory memory = parameterMemory();
    ParameterMemory gradient = gradientMemory();
    MatrixProducts products = MatrixProducts.of(layerConf().precision());
    workspace.recurrence.backward(
        products,
        workspace.plan,
        workspace.epsilon.buffer(),
        memory.recurrent(),
        units(),
        layerConf().recurrentActivation(),
        gradient.recurrent(),
        workspace.projection.outputGradient(workspace.plan, shape()));
    workspace.projection.backward(
        products,
        workspace.plan,
        shape(),
        dropout() > 0 ? workspace.kept : new float[0],
        memory.weights(),
        gradient.embedding(),
        gradient.weights(),
        gradient.bias());
    touched = workspace.projection.touched();
    workspace.owner = null;
    gradient.clip(layerConf().clipNorm() * input.size(0), touched, shape());
    Gradient result = new DefaultGradient(gradientsFlattened);
    gradientViews.forEach(result.gradientForVariable()::put);
    return new Pair<>(result, null);
  }

  private void clearGradients() {
    switch (gradientWriter) {
      case ANYONE -> gradientMemory().clear();
      case LAYER_ALONE -> gradientMemory().clear(touched, shape());
    }
  }

  private double dropout() {
    return layerConf().inputDropout();
  }

  private int units() {
    return (int) layerConf().getNOut();
  }

  Shape shape() {
    return new Shape((int) layerConf().getNIn(), (int) layerConf().embeddingSize(), units());
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatch) {
    setMaskArray(mask);
    // The output has no time steps, hence no mask.
    return new Pair<>(null, state);
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
