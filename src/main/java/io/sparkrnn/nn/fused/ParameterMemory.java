package io.sparkrnn.nn.fused;

import static org.bytedeco.openblas.global.openblas.cblas_sdot;
import static org.bytedeco.openblas.global.openblas.cblas_sscal;

import io.sparkrnn.nn.fused.TokenProjection.Shape;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Native memory of the layer's parameters or of their gradients, for BLAS and Java loops. */
final class ParameterMemory {

  private final NativeFloats all;
  private final NativeFloats embedding;
  private final NativeFloats weights;
  private final NativeFloats recurrent;
  private final NativeFloats bias;
  private final int embeddingLength;
  private final int length;

  ParameterMemory(INDArray flat, Map<String, INDArray> views) {
    all = NativeFloats.of(flat);
    embedding = NativeFloats.of(views.get(FusedParameters.EMBEDDING));
    weights = NativeFloats.of(views.get(FusedParameters.WEIGHTS));
    recurrent = NativeFloats.of(views.get(FusedParameters.RECURRENT));
    bias = NativeFloats.of(views.get(FusedParameters.BIAS));
    embeddingLength = Math.toIntExact(views.get(FusedParameters.EMBEDDING).length());
    length = Math.toIntExact(flat.length());
  }

  NativeFloats embedding() {
    return embedding;
  }

  /** Returns W in column-major order. */
  NativeFloats weights() {
    return weights;
  }

  /** Returns RW in column-major order. */
  NativeFloats recurrent() {
    return recurrent;
  }

  NativeFloats bias() {
    return bias;
  }

  void clear() {
    all.clear(0, length);
  }

  /** Clears these rows of the embedding and all memory after the embedding. */
  void clear(int[] rows, Shape shape) {
    for (int row : rows) {
      embedding.clear((long) row * shape.embedding(), shape.embedding());
    }
    all.clear(embeddingLength, length - embeddingLength);
  }

  /**
   * Clips the gradient of the embedding and that of the recurrent layer, each to an L2 norm.
   *
   * @param norm largest norm; 0: no clipping
   * @param rows rows of the embedding that are not zero
   */
  void clip(double norm, int[] rows, Shape shape) {
    if (norm == 0) {
      return;
    }
    int columns = shape.embedding();
    double sum = 0;
    for (int row : rows) {
      sum += squares(row * columns, columns);
    }
    if (Math.sqrt(sum) > norm) {
      float factor = (float) (norm / Math.sqrt(sum));
      for (int row : rows) {
        cblas_sscal(columns, factor, embedding.target((long) row * columns), 1);
      }
    }
    int rest = length - embeddingLength;
    double recurrentNorm = Math.sqrt(squares(embeddingLength, rest));
    if (recurrentNorm > norm) {
      cblas_sscal(rest, (float) (norm / recurrentNorm), all.target(embeddingLength), 1);
    }
  }

  private double squares(int from, int count) {
    return cblas_sdot(count, all.source(from), 1, all.target(from), 1);
  }
}
