package io.sparkrnn.nn.fused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Parameters of a fused layer, one after the other in memory: for {@link FusedEmbeddingRnn} the
 * embedding E [vocabulary, embedding] in row-major order, with one row per token; then those of the
 * recurrent layer: W [columns, units], RW [units, units] and b [1, units], in column-major order as
 * in DL4J's recurrent layer.
 */
final class FusedParameters implements ParamInitializer {

  static final FusedParameters INITIALIZER = new FusedParameters();

  static final String EMBEDDING = "E";
  static final String WEIGHTS = "W";
  static final String RECURRENT = "RW";
  static final String BIAS = "b";

  /** Views of consecutive parts of a vector as matrices, by name, in the order of paramKeys. */
  private static final class Views {
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

  private FusedParameters() {}

  /** Returns the number of inputs of the recurrent layer at a time step. */
  private static long columns(Layer layer) {
    return layer instanceof FusedEmbeddingRnn embedding
        ? embedding.embeddingSize()
        : ((FusedLayer) layer).getNIn();
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    long units = ((FusedLayer) layer).getNOut();
    long recurrent = (columns(layer) + units + 1) * units;
    return layer instanceof FusedEmbeddingRnn embedding
        ? embedding.getNIn() * embedding.embeddingSize() + recurrent
        : recurrent;
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return layer instanceof FusedEmbeddingRnn
        ? List.of(EMBEDDING, WEIGHTS, RECURRENT, BIAS)
        : List.of(WEIGHTS, RECURRENT, BIAS);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return layer instanceof FusedEmbeddingRnn
        ? List.of(EMBEDDING, WEIGHTS, RECURRENT)
        : List.of(WEIGHTS, RECURRENT);
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
      FusedLayer layer = (FusedLayer) conf.getLayer();
      long units = layer.getNOut();
      if (layer instanceof FusedEmbeddingRnn embedding) {
        drawEmbedding(embedding, views.get(EMBEDDING));
      }
      draw(layer.getWeightInitFn(), columns(layer), units, views.get(WEIGHTS));
      draw(layer.recurrentInit(), units, units, views.get(RECURRENT));
      views.get(BIAS).assign(layer.getBiasInit());
    }
    return views;
  }

  private static void drawEmbedding(FusedEmbeddingRnn layer, INDArray e) {
    // Initialized in column-major order, as in DL4J's layer, so that a seed gives both the same
    // weights.
    INDArray drawn = Nd4j.create(e.dataType(), e.length());
    e.assign(
        layer.embeddingInit().init(layer.getNIn(), layer.embeddingSize(), e.shape(), 'f', drawn));
  }

  private static void draw(IWeightInit initializer, long in, long out, INDArray view) {
    initializer.init(in, out, view.shape(), 'f', view.reshape('f', 1, view.length()));
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    Layer layer = conf.getLayer();
    long units = ((FusedLayer) layer).getNOut();
    Views views = new Views(flat);
    if (layer instanceof FusedEmbeddingRnn embedding) {
      views.put(EMBEDDING, 'c', embedding.getNIn(), embedding.embeddingSize());
    }
    views
        .put(WEIGHTS, 'f', columns(layer), units)
        .put(RECURRENT, 'f', units, units)
        .put(BIAS, 'f', 1, units);
    return views.all;
  }
}
