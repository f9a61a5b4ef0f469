package io.sparkrnn.nn.fused;

import static org.bytedeco.openblas.global.openblas.cblas_sdot;
import static org.bytedeco.openblas.global.openblas.cblas_sscal;

import io.sparkrnn.nn.fused.Projection.Shape;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layer's parameters, or their gradients, as BLAS and Java loops see them. */
final class FusedMemory {

  private final NativeFloats all;
  private final NativeFloats embedding;
  private final NativeFloats weights;
  private final NativeFloats recurrent;
  private final NativeFloats bias;
  private final int embeddingLength;
  private final int length;

  FusedMemory(INDArray flat, Map<String, INDArray> views) {
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

  /** W, column by column. */
  NativeFloats weights() {
    return weights;
  }

  /** RW, column by column. */
  NativeFloats recurrent() {
    return recurrent;
  }

  NativeFloats bias() {
    return bias;
  }

  void clear() {
    all.clear(0, length);
  }

  /** Clears these rows of the embedding and everything else. */
  void clear(int[] rows, Shape shape) {
    for (int row : rows) {
      embedding.clear((long) row * shape.embedding(), shape.embedding());
    }
    all.clear(embeddingLength, length - embeddingLength);
  }

  /**
   * Scales the embedding's part and the recurrent one down to a norm, each where it is larger.
   *
   * @param norm 0: nothing is done
   * @param rows of the embedding that are not zero
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
