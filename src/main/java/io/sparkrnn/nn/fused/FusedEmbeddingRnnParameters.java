package io.sparkrnn.nn.fused;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Parameters of {@link FusedEmbeddingRnn}: first the embedding E [vocabulary, embedding] in
 * row-major order, with one row per token, then those of {@link FusedParameters}.
 */
final class FusedEmbeddingRnnParameters extends FusedParameters {

  static final FusedEmbeddingRnnParameters INITIALIZER = new FusedEmbeddingRnnParameters();

  private FusedEmbeddingRnnParameters() {}

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(EMBEDDING, WEIGHTS, RECURRENT, BIAS);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(EMBEDDING, WEIGHTS, RECURRENT);
  }

  @Override
  public long numParams(Layer layer) {
    FusedEmbeddingRnn fused = (FusedEmbeddingRnn) layer;
    return fused.getNIn() * fused.embeddingSize() + super.numParams(layer);
  }

  @Override
  long columns(Layer layer) {
    return ((FusedEmbeddingRnn) layer).embeddingSize();
  }

  @Override
  void putFirst(Views views, Layer layer) {
    FusedEmbeddingRnn fused = (FusedEmbeddingRnn) layer;
    views.put(EMBEDDING, 'c', fused.getNIn(), fused.embeddingSize());
  }

  @Override
  void drawFirst(Map<String, INDArray> views, Layer layer) {
    FusedEmbeddingRnn fused = (FusedEmbeddingRnn) layer;
    INDArray e = views.get(EMBEDDING);
    // Initialized in column-major order, as in DL4J's layer, so that a seed gives both the same
    // weights.
    INDArray drawn = Nd4j.create(e.dataType(), e.length());
    e.assign(
        fused.embeddingInit().init(fused.getNIn(), fused.embeddingSize(), e.shape(), 'f', drawn));
  }
}
