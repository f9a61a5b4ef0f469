package io.sparkrnn.nn.fused;

import static io.sparkrnn.nn.fused.FusedParameters.BIAS;
import static io.sparkrnn.nn.fused.FusedParameters.RECURRENT;
import static io.sparkrnn.nn.fused.FusedParameters.WEIGHTS;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of {@link FusedRnn}, one after the other in memory: W [columns, units], RW [units,
 * units] and b [1, units], column by column, as DL4J's recurrent layer keeps them.
 */
enum FusedRnnParameters implements ParamInitializer {
  INITIALIZER;

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    FusedRnn rnn = (FusedRnn) layer;
    return (rnn.getNIn() + rnn.getNOut() + 1) * rnn.getNOut();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(WEIGHTS, RECURRENT, BIAS);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(WEIGHTS, RECURRENT);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of(BIAS);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return weightKeys(layer).contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return key.equals(BIAS);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray flat, boolean initialize) {
    Map<String, INDArray> views = getGradientsFromFlattened(conf, flat);
    paramKeys(conf.getLayer()).forEach(conf::addVariable);
    if (initialize) {
      FusedRnn layer = (FusedRnn) conf.getLayer();
      long units = layer.getNOut();
      FusedParameters.init(layer.getWeightInitFn(), layer.getNIn(), units, views.get(WEIGHTS));
      FusedParameters.init(layer.recurrentInit(), units, units, views.get(RECURRENT));
      views.get(BIAS).assign(layer.getBiasInit());
    }
    return views;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    FusedRnn layer = (FusedRnn) conf.getLayer();
    long columns = layer.getNIn();
    long units = layer.getNOut();
    INDArray vector = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long at = FusedParameters.put(views, WEIGHTS, vector, 0, 'f', columns, units);
    at = FusedParameters.put(views, RECURRENT, vector, at, 'f', units, units);
    FusedParameters.put(views, BIAS, vector, at, 'f', 1, units);
    return views;
  }
}
