package io.sparkrnn.nn.fused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Parameters of a fused layer, one after the other in memory. The last ones are those of the
 * recurrent layer: W [columns, units], RW [units, units] and b [1, units], in column-major order as
 * in DL4J's recurrent layer.
 */
abstract class FusedParameters implements ParamInitializer {

  static final String EMBEDDING = "E";
  static final String WEIGHTS = "W";
  static final String RECURRENT = "RW";
  static final String BIAS = "b";

  /** Views of consecutive parts of a vector as matrices, by name, in the order of paramKeys. */
  static final class Views {
    private final Map<String, INDArray> all = new LinkedHashMap<>();
    private final INDArray vector;
    private long at;

    private Views(INDArray flat) {
      vector = flat.reshape(flat.length());
    }

    Views put(String name, char order, long rows, long columns) {
      INDArray part = vector.get(NDArrayIndex.interval(at, at + rows * columns));
      all.put(name, part.reshape(order, rows, columns));
      at += rows * columns;
      return this;
    }
  }

  /** Returns the number of inputs of the recurrent layer at a time step. */
  abstract long columns(Layer layer);

  /** Adds the views of parameters that precede those of the recurrent layer. */
  abstract void putFirst(Views views, Layer layer);

  /** Initializes the parameters that precede those of the recurrent layer. */
  abstract void drawFirst(Map<String, INDArray> views, Layer layer);

  @Override
  public final long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    long units = ((FusedLayer) layer).getNOut();
    return (columns(layer) + units + 1) * units;
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(WEIGHTS, RECURRENT);
  }

  @Override
  public final List<String> biasKeys(Layer layer) {
    return List.of(BIAS);
  }

  @Override
  public final boolean isWeightParam(Layer layer, String key) {
    return weightKeys(layer).contains(key);
  }

  @Override
  public final boolean isBiasParam(Layer layer, String key) {
    return key.equals(BIAS);
  }

  @Override
  public final Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray flat, boolean initialize) {
    Map<String, INDArray> views = getGradientsFromFlattened(conf, flat);
    paramKeys(conf.getLayer()).forEach(conf::addVariable);
    if (initialize) {
      FusedLayer layer = (FusedLayer) conf.getLayer();
      long units = layer.getNOut();
      drawFirst(views, layer);
      draw(layer.getWeightInitFn(), columns(layer), units, views.get(WEIGHTS));
      draw(layer.recurrentInit(), units, units, views.get(RECURRENT));
      views.get(BIAS).assign(layer.getBiasInit());
    }
    return views;
  }

  private static void draw(IWeightInit initializer, long in, long out, INDArray view) {
    initializer.init(in, out, view.shape(), 'f', view.reshape('f', 1, view.length()));
  }

  @Override
  public final Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    Layer layer = conf.getLayer();
    long units = ((FusedLayer) layer).getNOut();
    Views views = new Views(flat);
    putFirst(views, layer);
    views
        .put(WEIGHTS, 'f', columns(layer), units)
        .put(RECURRENT, 'f', units, units)
        .put(BIAS, 'f', 1, units);
    return views.all;
  }
}
