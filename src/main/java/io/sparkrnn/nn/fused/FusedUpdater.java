package io.sparkrnn.nn.fused;

import io.sparkrnn.nn.fused.FusedEmbeddingRnnLayer.GradientWriter;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * DL4J's updater of a network with a fused layer, in one pass over the parameters instead of seven,
 * and without reading the gradient of words that do not occur. Its state is laid out as DL4J's is.
 */
public final class FusedUpdater extends MultiLayerUpdater {

  private final FusedAdam adam;

  private FusedUpdater(MultiLayerNetwork network, INDArray state) {
    super(network, state);
    UpdaterBlock block = getUpdaterBlocks().get(0);
    adam =
        new FusedAdam(
            NativeFloats.of(network.params()),
            NativeFloats.of(getFlattenedGradientsView()),
            NativeFloats.of(getStateViewArray()),
            0,
            block.getParamOffsetEnd());
    fusedLayer(network).gradientWriter(GradientWriter.LAYER_ALONE);
  }

  /**
   * Gives a network an updater: this one where it can take the place of DL4J's, else DL4J's own.
   *
   * @param state of the updater, used and changed; null: a new one
   */
  public static void install(MultiLayerNetwork network, INDArray state) {
    if (suits(network)) {
      // DL4J then takes the update for applied, which it is.
      network.setGradientsAccumulator(new AppliedUpdates());
      network.setUpdater(new FusedUpdater(network, stateOf(network, state)));
    } else if (state != null) {
      network.setUpdater(new MultiLayerUpdater(network, state));
    }
  }

  private static INDArray stateOf(MultiLayerNetwork network, INDArray state) {
    // DL4J's own updater knows how a new state begins.
    return state == null ? new MultiLayerUpdater(network).getStateViewArray() : state;
  }

  /**
   * A fused layer first, one Adam for all, no regularisation but L2, and the gradient a mean over
   * the minibatch.
   */
  private static boolean suits(MultiLayerNetwork network) {
    if (!(network.getLayer(0) instanceof FusedEmbeddingRnnLayer) || !network.conf().isMiniBatch()) {
      return false;
    }
    IUpdater first = null;
    for (Layer layer : network.getLayers()) {
      if (!(layer.conf().getLayer() instanceof BaseLayer conf)
          || !(conf.getConstraints() == null || conf.getConstraints().isEmpty())) {
        return false;
      }
      for (String name : layer.paramTable().keySet()) {
        IUpdater updater = conf.getUpdaterByParam(name);
        first = first == null ? updater : first;
        List<Regularization> regularisation = conf.getRegularizationByParam(name);
        if (!(updater instanceof Adam)
            || !updater.equals(first)
            || !(regularisation == null
                || regularisation.stream().allMatch(L2Regularization.class::isInstance))) {
          return false;
        }
      }
    }
    return true;
  }

  private static FusedEmbeddingRnnLayer fusedLayer(MultiLayerNetwork network) {
    return (FusedEmbeddingRnnLayer) network.getLayer(0);
  }

  @Override
  public synchronized void update(
      Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
    if (gradient.gradient() != getFlattenedGradientsView()) {
      throw new UnsupportedOperationException(
          "a gradient from elsewhere cannot be applied here; use DL4J's updater for it");
    }
    FusedEmbeddingRnnLayer fused = fusedLayer(getNetwork());
    adam.step((Adam) fused.layerConf().getUpdaterByParam("W"), iteration, epoch);
    normaliseOthers(fused, batchSize, iteration);
    for (UpdaterBlock block : getUpdaterBlocks()) {
      for (ParamState part : block.getLayersAndVariablesInBlock()) {
        float l2 = l2(part, iteration, epoch);
        if (part.getLayer() != fused) {
          adam.update(part.getParamOffsetStart(), part.getParamOffsetEnd(), 1, l2);
        } else if (part.getParamName().equals(FusedParameters.EMBEDDING)) {
          adam.updateRows(
              part.getParamOffsetStart(),
              fused.shape().vocabulary(),
              fused.shape().embedding(),
              fused.touched(),
              1f / batchSize,
              l2);
        } else {
          adam.update(part.getParamOffsetStart(), part.getParamOffsetEnd(), 1f / batchSize, l2);
        }
      }
    }
  }

  /** Means over the minibatch, and clipping, of the small layers, as DL4J does it. */
  private void normaliseOthers(FusedEmbeddingRnnLayer fused, int batchSize, int iteration) {
    for (Trainable layer : getOrderedLayers()) {
      if (layer != fused) {
        Gradient own = new DefaultGradient();
        for (UpdaterBlock block : getUpdaterBlocks()) {
          for (ParamState part : block.getLayersAndVariablesInBlock()) {
            if (part.getLayer() == layer) {
              part.getGradView().divi(batchSize);
              own.setGradientFor(part.getParamName(), part.getGradView());
            }
          }
        }
        preApply(layer, own, iteration);
      }
    }
  }

  private static float l2(ParamState part, int iteration, int epoch) {
    List<Regularization> all =
        part.getLayer().getConfig().getRegularizationByParam(part.getParamName());
    double sum = 0;
    if (all != null) {
      for (Regularization one : all) {
        sum += ((L2Regularization) one).getL2().valueAt(iteration, epoch);
      }
    }
    return (float) sum;
  }
}
