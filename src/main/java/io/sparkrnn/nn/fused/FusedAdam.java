package io.sparkrnn.nn.fused;

import java.util.Arrays;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam as DL4J computes it (Kingma and Ba, 2015, with the bias corrections folded into the learning
 * rate), in one pass over the parameters: division by the minibatch size, L2 regularization, both
 * moments, weight decay (Loshchilov and Hutter, 2019) and the step are done while a block of
 * parameters is in the cache.
 */
final class FusedAdam {

  /** Floats in a block, so few that four arrays of them stay in the first-level cache. */
  private static final int BLOCK = 1024;

  /**
   * Flushes values near zero to zero, see {@link RecurrentActivation}: the moments of rare tokens
   * would otherwise become subnormal.
   */
  private static final float FLUSH = 1e-25f;

  /**
   * Regularization of parameters.
   *
   * @param l2 factor of L2 regularization: l2 times the parameter is added to its gradient
   * @param decay factor of weight decay: decay times the parameter is subtracted from it, apart
   *     from the gradient
   */
  record Penalty(float l2, float decay) {
    static final Penalty NONE = new Penalty(0, 0);
  }

  private final NativeFloats parameters;
  private final NativeFloats gradients;
  private final NativeFloats state;
  private final int firstMoment;
  private final int secondMoment;
  private float[] p = new float[BLOCK];
  private float[] g = new float[BLOCK];
  private float[] m = new float[BLOCK];
  private float[] v = new float[BLOCK];
  private float beta1;
  private float beta2;
  private float rate;
  private float epsilon;

  /**
   * Creates an optimizer of parameters that share one configuration.
   *
   * @param parameters parameters of the whole network
   * @param gradients gradients of the whole network
   * @param state updater state of the whole network
   * @param firstMoment index in {@code state} of the first moment of the network's parameter 0
   * @param secondMoment index in {@code state} of the second moment of the network's parameter 0
   */
  FusedAdam(
      NativeFloats parameters,
      NativeFloats gradients,
      NativeFloats state,
      int firstMoment,
      int secondMoment) {
    this.parameters = parameters;
    this.gradients = gradients;
    this.state = state;
    this.firstMoment = firstMoment;
    this.secondMoment = secondMoment;
  }

  /** Prepares the step of a minibatch; {@code iteration} is counted from 0. */
  void step(Adam adam, int iteration, int epoch) {
    int t = iteration + 1;
    double corrected =
        Math.sqrt(1 - Math.pow(adam.getBeta2(), t)) / (1 - Math.pow(adam.getBeta1(), t));
    beta1 = (float) adam.getBeta1();
    beta2 = (float) adam.getBeta2();
    rate = (float) (adam.getLearningRate(iteration, epoch) * corrected);
    epsilon = (float) adam.getEpsilon();
  }

  /**
   * Updates parameters {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param scale factor on the gradient
   * @param penalty regularization of these parameters
   */
  void update(int from, int to, float scale, Penalty penalty) {
    for (int at = from; at < to; at += BLOCK) {
      int count = Math.min(BLOCK, to - at);
      gradients.buffer().get(at, g, 0, count);
      updateBlock(at, count, scale, penalty);
    }
  }

  /**
   * Updates a matrix of which only some rows have a gradient; the gradient of the other rows is
   * taken as zero and not read.
   *
   * @param from index of the matrix's first parameter
   * @param touched rows that have a gradient, in ascending order
   * @param scale factor on the gradient
   * @param penalty regularization of these parameters
   */
  void updateRows(int from, int rows, int columns, int[] touched, float scale, Penalty penalty) {
    int atOnce = Math.max(1, BLOCK / columns);
    reserve(atOnce * columns);
    int next = 0;
    for (int row = 0; row < rows; row += atOnce) {
      int end = Math.min(rows, row + atOnce);
      Arrays.fill(g, 0, (end - row) * columns, 0);
      for (; next < touched.length && touched[next] < end; next++) {
        int offset = touched[next] * columns;
        gradients.buffer().get(from + offset, g, offset - row * columns, columns);
      }
      updateBlock(from + row * columns, (end - row) * columns, scale, penalty);
    }
  }

  private void reserve(int count) {
    p = HeapArrays.atLeast(p, count);
    g = HeapArrays.atLeast(g, count);
    m = HeapArrays.atLeast(m, count);
    v = HeapArrays.atLeast(v, count);
  }

  private void updateBlock(int at, int count, float scale, Penalty penalty) {
    parameters.buffer().get(at, p, 0, count);
    state.buffer().get(firstMoment + at, m, 0, count);
    state.buffer().get(secondMoment + at, v, 0, count);
    descend(p, g, m, v, count, scale, penalty.l2(), penalty.decay(), beta1, beta2, rate, epsilon);
    parameters.buffer().put(at, p, 0, count);
    state.buffer().put(firstMoment + at, m, 0, count);
    state.buffer().put(secondMoment + at, v, 0, count);
  }

  /** Does all steps in one loop over all arrays; separate loops take a third longer. */
  private static void descend(
      float[] p,
      float[] g,
      float[] m,
      float[] v,
      int count,
      float scale,
      float l2,
      float decay,
      float beta1,
      float beta2,
      float rate,
      float epsilon) {
    float rest1 = 1 - beta1;
    float rest2 = 1 - beta2;
    for (int i = 0; i < count; i++) {
      float gradient = g[i] * scale + p[i] * l2;
      float first = beta1 * m[i] + rest1 * gradient + FLUSH - FLUSH;
      float second = beta2 * v[i] + rest2 * gradient * gradient + FLUSH - FLUSH;
      m[i] = first;
      v[i] = second;
      p[i] = p[i] - decay * p[i] - rate * first / ((float) Math.sqrt(second) + epsilon);
    }
  }
}
