package io.sparkrnn.nn.fused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The layer's parameters, one after the other in memory: the embedding E [vocabulary, embedding],
 * row by row, since a token is a row; then W [embedding, units], RW [units, units] and b [1,
 * units], column by column, as DL4J's recurrent layer keeps them.
 */
enum FusedParameters implements ParamInitializer {
  INITIALIZER;

  static final String EMBEDDING = "E";
  static final String WEIGHTS = "W";
  static final String RECURRENT = "RW";
  static final String BIAS = "b";

  /** Fails if a fused layer is asked for another type than it knows. */
  static void requireFloat(DataType type, String layer) {
    if (type != DataType.FLOAT) {
      throw new IllegalStateException(
          "layer '%s' is asked to compute in %s, the fused layer computes in float; use DL4J's layers for it"
              .formatted(layer, type));
    }
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    FusedEmbeddingRnn fused = (FusedEmbeddingRnn) layer;
    long units = fused.getNOut();
    return fused.getNIn() * fused.embeddingSize() + (fused.embeddingSize() + units + 1) * units;
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(EMBEDDING, WEIGHTS, RECURRENT, BIAS);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(EMBEDDING, WEIGHTS, RECURRENT);
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
    Map<String, INDArray> views = views(conf, flat);
    paramKeys(conf.getLayer()).forEach(conf::addVariable);
    if (initialize) {
      FusedEmbeddingRnn layer = (FusedEmbeddingRnn) conf.getLayer();
      long vocabulary = layer.getNIn();
      long embedding = layer.embeddingSize();
      long units = layer.getNOut();
      INDArray e = views.get(EMBEDDING);
      // Drawn column by column, as DL4J's layer does, so that one seed starts both alike.
      INDArray drawn = Nd4j.create(flat.dataType(), e.length());
      e.assign(layer.embeddingInit().init(vocabulary, embedding, e.shape(), 'f', drawn));
      init(layer.getWeightInitFn(), embedding, units, views.get(WEIGHTS));
      init(layer.recurrentInit(), units, units, views.get(RECURRENT));
      views.get(BIAS).assign(layer.getBiasInit());
    }
    return views;
  }

  static void init(
      org.deeplearning4j.nn.weights.IWeightInit start, long in, long out, INDArray view) {
    INDArray flat = view.reshape('f', 1, view.length());
    start.init(in, out, view.shape(), 'f', flat);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    return views(conf, flat);
  }

  private static Map<String, INDArray> views(NeuralNetConfiguration conf, INDArray flat) {
    FusedEmbeddingRnn layer = (FusedEmbeddingRnn) conf.getLayer();
    long vocabulary = layer.getNIn();
    long embedding = layer.embeddingSize();
    long units = layer.getNOut();
    INDArray vector = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long at = 0;
    at = put(views, EMBEDDING, vector, at, 'c', vocabulary, embedding);
    at = put(views, WEIGHTS, vector, at, 'f', embedding, units);
    at = put(views, RECURRENT, vector, at, 'f', units, units);
    put(views, BIAS, vector, at, 'f', 1, units);
    return views;
  }

  static long put(
      Map<String, INDArray> views,
      String name,
      INDArray vector,
      long from,
      char order,
      long rows,
      long columns) {
    long to = from + rows * columns;
    views.put(name, vector.get(NDArrayIndex.interval(from, to)).reshape(order, rows, columns));
    return to;
  }
}
