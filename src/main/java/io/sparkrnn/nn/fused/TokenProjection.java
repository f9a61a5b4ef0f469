package io.sparkrnn.nn.fused;

import static org.bytedeco.openblas.global.openblas.cblas_saxpy;

import io.sparkrnn.nn.fused.NativeFloats.Block;
import java.nio.FloatBuffer;

/**
 * Input projection x W + b for every distinct token of a minibatch, where x is the token's
 * embedding after dropout, and the gradients of the embedding, W and b.
 *
 * <p>Tokens are processed in blocks that stay in the cache between gathering, multiplication and
 * scattering.
 */
final class TokenProjection {

  private final NativeFloats inputs = new NativeFloats();
  private final NativeFloats outputs = new NativeFloats();
  private final NativeFloats outputGradient = new NativeFloats();
  private final NativeFloats inputGradient = new NativeFloats();
  private final NativeFloats weights = new NativeFloats();

  /** Copy of W: DL4J's memory does not have the alignment at which OpenBLAS is fastest. */
  private final NativeFloats transposedWeights = new NativeFloats();

  private final NativeFloats weightGradient = new NativeFloats();
  private final NativeFloats biases = new NativeFloats();
  private final NativeFloats ones = new NativeFloats();
  private float[] block = {};
  private float[] keptInBlock = {};

  /** For each token id the last backward pass with a gradient for it. */
  private long[] passOfId = {};

  private long pass;

  /** Number of token ids with a gradient in the last backward pass. */
  private int touched;

  /** Sizes of a layer. */
  record Shape(int vocabulary, int embedding, int units) {}

  /** Returns the projected inputs, [rows of the plan, units]. */
  NativeFloats outputs() {
    return outputs;
  }

  /**
   * Projects the tokens of a plan.
   *
   * @param embedding embedding matrix, [vocabulary, embedding]
   * @param kept dropout mask, [batch, embedding], by which embeddings are multiplied; empty: no
   *     dropout
   * @param transposed W in DL4J's column-major order, read as [units, embedding]
   * @param bias b, [units]
   */
  void forward(
      MatrixProducts products,
      SequencePlan plan,
      Shape shape,
      NativeFloats embedding,
      float[] kept,
      NativeFloats transposed,
      NativeFloats bias) {
    int in = shape.embedding();
    int out = shape.units();
    int atOnce = Math.min(products.rowsAtOnce(in, out), plan.rows());
    weights.reserve((long) in * out);
    Transpose.matrix(transposed.buffer(), weights.buffer(), out, in);
    biases.reserve((long) atOnce * out);
    for (int row = 0; row < atOnce; row++) {
      biases.buffer().put(row * out, bias.buffer(), 0, out);
    }
    block = HeapArrays.atLeast(block, atOnce * in);
    inputs.reserve((long) plan.rows() * in);
    outputs.reserve((long) plan.rows() * out);
    for (int from = 0; from < plan.rows(); from += atOnce) {
      int count = Math.min(atOnce, plan.rows() - from);
      gather(plan, from, count, in, embedding.buffer(), kept);
      outputs.buffer().put(from * out, biases.buffer(), 0, count * out);
      products.multiply(
          inputs.from((long) from * in),
          weights,
          outputs.from((long) from * out),
          count,
          in,
          out,
          1);
    }
  }

  private void gather(
      SequencePlan plan, int from, int count, int in, FloatBuffer embedding, float[] kept) {
    for (int i = 0; i < count; i++) {
      embedding.get(plan.idOf(from + i) * in, block, i * in, in);
    }
    drop(plan, from, count, in, kept);
    inputs.buffer().put(from * in, block, 0, count * in);
  }

  /**
   * Applies the dropout mask to a block in one long loop, which the JIT always vectorizes; with one
   * loop per row it sometimes does not.
   */
  private void drop(SequencePlan plan, int from, int count, int in, float[] kept) {
    if (kept.length > 0) {
      keptInBlock = HeapArrays.atLeast(keptInBlock, count * in);
      for (int i = 0; i < count; i++) {
        System.arraycopy(kept, plan.sequenceOf(from + i) * in, keptInBlock, i * in, in);
      }
      HeapArrays.multiply(keptInBlock, block, count * in);
    }
  }

  /** Returns memory for the gradient of {@link #outputs}, [rows of the plan, units]. */
  NativeFloats outputGradient(SequencePlan plan, Shape shape) {
    outputGradient.reserve((long) plan.rows() * shape.units());
    return outputGradient;
  }

  /**
   * Computes the layer's gradients from the gradient in {@link #outputGradient}.
   *
   * @param kept dropout mask, as in the forward pass
   * @param transposed W, as in the forward pass
   * @param embeddingGradient gradient of the embedding, [vocabulary, embedding], added to; {@link
   *     #touched} returns the rows that change
   * @param transposedGradient gradient of W in the layout of {@code transposed}, overwritten
   * @param biasGradient gradient of b, [units], added to
   */
  void backward(
      MatrixProducts products,
      SequencePlan plan,
      Shape shape,
      float[] kept,
      NativeFloats transposed,
      NativeFloats embeddingGradient,
      NativeFloats transposedGradient,
      NativeFloats biasGradient) {
    int in = shape.embedding();
    int out = shape.units();
    int atOnce = Math.min(products.rowsAtOnce(in, out), plan.rows());
    startTouching(shape.vocabulary());
    inputGradient.reserve((long) atOnce * in);
    transposedWeights.copy(transposed, in * out);
    weightGradient.reserve((long) in * out);
    weightGradient.clear(0, (long) in * out);
    reserveOnes(atOnce);
    for (int from = 0; from < plan.rows(); from += atOnce) {
      int count = Math.min(atOnce, plan.rows() - from);
      Block gradient = outputGradient.from((long) from * out);
      products.addTransposed(
          gradient, inputs.from((long) from * in), weightGradient, count, out, in);
      MatrixProducts.addColumnSums(gradient, ones.source(0), biasGradient, count, out);
      products.multiply(gradient, transposedWeights, inputGradient.from(0), count, out, in, 0);
      scatter(plan, from, count, in, kept, embeddingGradient);
    }
    transposedGradient.buffer().put(0, weightGradient.buffer(), 0, in * out);
  }

  private void reserveOnes(int count) {
    ones.reserve(count);
    for (int i = 0; i < count; i++) {
      ones.buffer().put(i, 1);
    }
  }

  private void startTouching(int vocabulary) {
    if (passOfId.length < vocabulary) {
      passOfId = new long[vocabulary];
    }
    touched = 0;
    pass++;
  }

  private void scatter(
      SequencePlan plan, int from, int count, int in, float[] kept, NativeFloats total) {
    if (kept.length > 0) {
      inputGradient.buffer().get(0, block, 0, count * in);
      drop(plan, from, count, in, kept);
      inputGradient.buffer().put(0, block, 0, count * in);
    }
    for (int i = 0; i < count; i++) {
      int id = plan.idOf(from + i);
      if (passOfId[id] != pass) {
        passOfId[id] = pass;
        touched++;
      }
      cblas_saxpy(in, 1, inputGradient.source((long) i * in), 1, total.target((long) id * in), 1);
    }
  }

  /** Returns the token ids whose embedding rows have a gradient, in ascending order. */
  int[] touched() {
    int[] ids = new int[touched];
    int next = 0;
    for (int id = 0; next < touched; id++) {
      if (passOfId[id] == pass) {
        ids[next++] = id;
      }
    }
    return ids;
  }
}
