package io.sparkrnn.nn.fused;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Parameters of {@link FusedRnn}: only those of {@link FusedParameters}. */
final class FusedRnnParameters extends FusedParameters {

  static final FusedRnnParameters INITIALIZER = new FusedRnnParameters();

  private FusedRnnParameters() {}

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(WEIGHTS, RECURRENT, BIAS);
  }

  @Override
  long columns(Layer layer) {
    return ((FusedRnn) layer).getNIn();
  }

  @Override
  void putFirst(Views views, Layer layer) {
    // No parameters precede those of the recurrent layer.
  }

  @Override
  void drawFirst(Map<String, INDArray> views, Layer layer) {
    // No parameters precede those of the recurrent layer.
  }
}
