package io.sparkrnn.nn.fused;

import java.util.Arrays;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam as DL4J computes it (Kingma and Ba, 2015, with the bias corrections folded into the rate),
 * with everything that is done to a parameter done while it is in the cache: division by the
 * minibatch, L2, both moments, weight decay (Loshchilov and Hutter, 2019), the step.
 */
final class FusedAdam {

  /** Floats that stay in the first-level cache, four times over. */
  private static final int BLOCK = 1024;

  /** See {@link RecurrentActivation}: moments of words that have become rare would be subnormal. */
  private static final float FLUSH = 1e-25f;

  /**
   * What is held against large parameters.
   *
   * @param l2 times the parameter is added to its gradient
   * @param decay times the parameter is taken off it, apart from the gradient
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
   * An optimiser of parameters that share one configuration.
   *
   * @param parameters of the whole network
   * @param gradients of the whole network
   * @param state of the updater of the whole network
   * @param firstMoment place in {@code state} of the first moment of the network's parameter 0
   * @param secondMoment likewise of the second moment
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

  /** Says which step follows; steps are counted from 0. */
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
   * Updates parameters {@code from} to {@code to}.
   *
   * @param scale of the gradient
   * @param penalty of these parameters
   */
  void update(int from, int to, float scale, Penalty penalty) {
    for (int at = from; at < to; at += BLOCK) {
      int count = Math.min(BLOCK, to - at);
      gradients.buffer().get(at, g, 0, count);
      updateBlock(at, count, scale, penalty);
    }
  }

  /**
   * Updates a matrix of which only some rows have a gradient; that of the others is not read.
   *
   * @param from its first parameter
   * @param touched the rows that have one, in order
   */
  void updateRows(int from, int rows, int columns, int[] touched, float scale, Penalty penalty) {
    int atOnce = Math.max(1, BLOCK / columns);
    reserve(atOnce * columns);
    int next = 0;
    for (int row = 0; row < rows; row += atOnce) {
      int end = Math.min(rows, row + atOnce);
      Arrays.fill(g, 0, (end - row) * columns, 0);
      for (; next < touched.length && touched[next] < end; next++) {
        int place = touched[next] * columns;
        gradients.buffer().get(from + place, g, place - row * columns, columns);
      }
      updateBlock(from + row * columns, (end - row) * columns, scale, penalty);
    }
  }

  private void reserve(int count) {
    p = Rows.atLeast(p, count);
    g = Rows.atLeast(g, count);
    m = Rows.atLeast(m, count);
    v = Rows.atLeast(v, count);
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

  /** One loop over all arrays; by parts it takes a third longer. */
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
