package io.sparkrnn.nn.fused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Converts a network to an equivalent configuration: other layer classes that have the same
 * parameters in the same order but may lay them out differently in memory.
 */
public final class NetworkConversion {

  private NetworkConversion() {}

  /**
   * Returns a network of the configuration {@code form} with the parameters and the updater state
   * of {@code network}, or {@code network} itself if it has that form.
   *
   * @throws IllegalArgumentException if the shapes of the parameters differ
   */
  public static MultiLayerNetwork convert(MultiLayerNetwork network, MultiLayerConfiguration form) {
    if (kinds(network.getLayerWiseConfigurations()).equals(kinds(form))) {
      return network;
    }
    MultiLayerNetwork other = new MultiLayerNetwork(form);
    other.init();
    List<INDArray> from = new ArrayList<>(network.paramTable().values());
    List<INDArray> to = new ArrayList<>(other.paramTable().values());
    requireSameShapes(from, to);
    other.setParams(converted(network.params(), from, to));
    convertState(network, other, from, to);
    form.setIterationCount(network.getLayerWiseConfigurations().getIterationCount());
    form.setEpochCount(network.getLayerWiseConfigurations().getEpochCount());
    return other;
  }

  private static List<Object> kinds(MultiLayerConfiguration configuration) {
    List<Object> kinds = new ArrayList<>();
    for (NeuralNetConfiguration conf : configuration.getConfs()) {
      kinds.add(conf.getLayer().getClass());
      if (conf.getLayer() instanceof BaseWrapperLayer wrapper) {
        kinds.add(wrapper.getUnderlying().getClass());
      }
      if (conf.getLayer() instanceof FusedEmbeddingRnn fused) {
        kinds.add(fused.precision());
      }
    }
    return kinds;
  }

  private static void requireSameShapes(List<INDArray> from, List<INDArray> to) {
    List<String> have = from.stream().map(array -> Arrays.toString(array.shape())).toList();
    List<String> want = to.stream().map(array -> Arrays.toString(array.shape())).toList();
    if (!have.equals(want)) {
      throw new IllegalArgumentException(
          "the network has parameters of shapes %s, expected %s".formatted(have, want));
    }
  }

  private static void convertState(
      MultiLayerNetwork network, MultiLayerNetwork other, List<INDArray> from, List<INDArray> to) {
    INDArray state = network.getUpdater().getStateViewArray();
    if (state == null) {
      return;
    }
    // With one update rule for all parameters, the state is one vector over all parameters after
    // another (for Adam the first moments, then the second moments).
    long parameters = network.numParams();
    INDArray flat = state.reshape(state.length());
    INDArray result = Nd4j.create(state.dataType(), state.shape());
    INDArray flatResult = result.reshape(result.length());
    for (long at = 0; at < state.length(); at += parameters) {
      INDArray part = flat.get(NDArrayIndex.interval(at, at + parameters));
      flatResult.get(NDArrayIndex.interval(at, at + parameters)).assign(converted(part, from, to));
    }
    other.setUpdater(new MultiLayerUpdater(other, result));
  }

  /**
   * Returns a vector of one value per parameter, converted from the memory layout of {@code from}
   * to that of {@code to}.
   */
  private static INDArray converted(INDArray vector, List<INDArray> from, List<INDArray> to) {
    INDArray flat = vector.reshape(vector.length());
    INDArray result = Nd4j.create(vector.dataType(), flat.length());
    long at = 0;
    for (int i = 0; i < from.size(); i++) {
      long end = at + from.get(i).length();
      view(result, at, end, to.get(i)).assign(view(flat, at, end, from.get(i)));
      at = end;
    }
    return result.reshape(1, result.length());
  }

  private static INDArray view(INDArray flat, long from, long to, INDArray like) {
    return flat.get(NDArrayIndex.interval(from, to)).reshape(like.ordering(), like.shape());
  }
}
