package io.sparkrnn.nn.fused;

import static org.bytedeco.openblas.global.openblas.cblas_sdot;
import static org.bytedeco.openblas.global.openblas.cblas_sscal;

import io.sparkrnn.nn.fused.TokenProjection.Shape;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Native memory of the layer's parameters or of their gradients, for BLAS and Java loops.
 *
 * @param all all parameters, one after the other
 * @param weights W in column-major order
 * @param recurrent RW in column-major order
 */
record ParameterMemory(
    NativeFloats all,
    NativeFloats embedding,
    NativeFloats weights,
    NativeFloats recurrent,
    NativeFloats bias,
    int embeddingLength,
    int length) {

  static ParameterMemory of(INDArray flat, Map<String, INDArray> views) {
    return new ParameterMemory(
        NativeFloats.of(flat),
        NativeFloats.of(views.get(FusedParameters.EMBEDDING)),
        NativeFloats.of(views.get(FusedParameters.WEIGHTS)),
        NativeFloats.of(views.get(FusedParameters.RECURRENT)),
        NativeFloats.of(views.get(FusedParameters.BIAS)),
        Math.toIntExact(views.get(FusedParameters.EMBEDDING).length()),
        Math.toIntExact(flat.length()));
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
