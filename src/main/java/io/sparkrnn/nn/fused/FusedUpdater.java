package io.sparkrnn.nn.fused;

import io.sparkrnn.nn.fused.FusedAdam.Penalty;
import io.sparkrnn.nn.fused.FusedEmbeddingRnnLayer.GradientWriter;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.api.TrainingConfig;
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
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * Updater of a network with a fused layer, equivalent to DL4J's. It makes one pass over the
 * parameters instead of seven, and does not read the gradients of tokens that do not occur in the
 * minibatch. Its state has the layout of DL4J's updater.
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
   * Sets a network's updater: this one if it supports the network, else DL4J's own.
   *
   * @param state updater state, used in place and changed; null: a new state
   */
  public static void install(MultiLayerNetwork network, INDArray state) {
    if (suits(network)) {
      // Keeps DL4J from subtracting an update, since this updater changes the parameters itself.
      network.setGradientsAccumulator(new NoOpGradientsAccumulator());
      network.setUpdater(new FusedUpdater(network, stateOf(network, state)));
    } else if (state != null) {
      network.setUpdater(new MultiLayerUpdater(network, state));
    }
  }

  private static INDArray stateOf(MultiLayerNetwork network, INDArray state) {
    // DL4J's own updater initializes a new state.
    return state == null ? new MultiLayerUpdater(network).getStateViewArray() : state;
  }

  /**
   * Whether this updater supports a network: its first layer is a {@link FusedEmbeddingRnnLayer},
   * all layers share one Adam, there is no regularization other than L2 and weight decay, and the
   * gradient is a mean over the minibatch.
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
        List<Regularization> regularization = conf.getRegularizationByParam(name);
        if (!(updater instanceof Adam)
            || !updater.equals(first)
            || !(regularization == null
                || regularization.stream().allMatch(FusedUpdater::isSupported))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isSupported(Regularization one) {
    return one instanceof L2Regularization || one instanceof WeightDecay;
  }

  private static FusedEmbeddingRnnLayer fusedLayer(MultiLayerNetwork network) {
    return (FusedEmbeddingRnnLayer) network.getLayer(0);
  }

  @Override
  public synchronized void update(
      Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
    if (gradient.gradient() != getFlattenedGradientsView()) {
      throw new UnsupportedOperationException(
          "only the network's own gradient view is supported; use DL4J's updater for others");
    }
    FusedEmbeddingRnnLayer fused = fusedLayer(getNetwork());
    adam.step((Adam) fused.layerConf().getUpdaterByParam("W"), iteration, epoch);
    normalizeOthers(fused, batchSize, iteration);
    for (UpdaterBlock block : getUpdaterBlocks()) {
      for (ParamState part : block.getLayersAndVariablesInBlock()) {
        Penalty penalty = penalty(part, iteration, epoch);
        if (part.getLayer() != fused) {
          adam.update(part.getParamOffsetStart(), part.getParamOffsetEnd(), 1, penalty);
        } else if (part.getParamName().equals(FusedParameters.EMBEDDING)) {
          adam.updateRows(
              part.getParamOffsetStart(),
              fused.shape().vocabulary(),
              fused.shape().embedding(),
              fused.touched(),
              1f / batchSize,
              penalty);
        } else {
          adam.update(
              part.getParamOffsetStart(), part.getParamOffsetEnd(), 1f / batchSize, penalty);
        }
      }
    }
  }

  /** Averages over the minibatch and clips the gradients of the other layers, as DL4J does. */
  private void normalizeOthers(FusedEmbeddingRnnLayer fused, int batchSize, int iteration) {
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

  private static Penalty penalty(ParamState part, int iteration, int epoch) {
    TrainingConfig layer = part.getLayer().getConfig();
    List<Regularization> all = layer.getRegularizationByParam(part.getParamName());
    if (all == null) {
      return Penalty.NONE;
    }
    double l2 = 0;
    double decay = 0;
    for (Regularization one : all) {
      if (one instanceof WeightDecay weights) {
        // The scheduled learning rate, without Adam's bias corrections.
        double rate =
            weights.isApplyLR()
                ? layer.getUpdaterByParam(part.getParamName()).getLearningRate(iteration, epoch)
                : 1;
        decay += weights.getCoeff().valueAt(iteration, epoch) * rate;
      } else {
        l2 += ((L2Regularization) one).getL2().valueAt(iteration, epoch);
      }
    }
    return new Penalty((float) l2, (float) decay);
  }
}
