package io.sparkrnn.nn.fused;

import static org.bytedeco.openblas.global.openblas.cblas_saxpy;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Recurrence h(t) = f(x(t) W + b + h(t-1) RW) over all sequences of a minibatch at once, given the
 * projected inputs x(t) W + b, and its backpropagation through time.
 *
 * <p>States are stored time-major, with the longest sequences first in each time step, so that a
 * time step is one matrix product and one loop over contiguous memory.
 */
final class Recurrence {

  private final NativeFloats states = new NativeFloats();
  private final NativeFloats gradient = new NativeFloats();
  private final NativeFloats before = new NativeFloats();
  private final NativeFloats recurrent = new NativeFloats();

  /** Copy of RW: DL4J's memory does not have the alignment at which OpenBLAS is fastest. */
  private final NativeFloats transposedRecurrent = new NativeFloats();

  private final NativeFloats recurrentGradient = new NativeFloats();

  /** States of one time step and their gradient, for Java loops. */
  private float[] h = {};

  private float[] dh = {};

  /** States of the forward pass that are kept; the backward pass needs all of them. */
  enum Keep {
    ALL_STEPS,
    LAST_STEP
  }

  /**
   * Computes the last state of every sequence.
   *
   * @param projected projected inputs x W + b, [rows of the plan, units]
   * @param transposed RW in DL4J's column-major order, read as [to, from]
   * @param last receives the last states, [batch, units]; zeros for a sequence of padding alone
   */
  void forward(
      MatrixProducts products,
      SequencePlan plan,
      NativeFloats projected,
      NativeFloats transposed,
      int units,
      RecurrentActivation activation,
      Keep keep,
      FloatBuffer last) {
    recurrent.reserve((long) units * units);
    Transpose.matrix(transposed.buffer(), recurrent.buffer(), units, units);
    int memory = keep == Keep.ALL_STEPS ? plan.tokens() : 2 * plan.sequences();
    states.reserve((long) memory * units);
    h = HeapArrays.atLeast(h, plan.sequences() * units);
    Arrays.fill(h, 0, plan.sequences() * units, 0);
    int old = 0;
    int oldAt = 0;
    for (int step = 0; step < plan.steps(); step++) {
      int active = plan.active(step);
      int at = keep == Keep.ALL_STEPS ? plan.first(step) : step % 2 * plan.sequences();
      takeInputs(plan, step, projected.buffer(), at, units);
      if (old > 0) {
        products.multiply(
            states.from((long) oldAt * units),
            recurrent,
            states.from((long) at * units),
            old,
            units,
            units,
            1);
      }
      states.buffer().get(at * units, h, 0, active * units);
      activation.apply(h, active * units);
      states.buffer().put(at * units, h, 0, active * units);
      old = active;
      oldAt = at;
    }
    // Sequences of padding alone were never active, so that h still has zeros for them.
    for (int place = 0; place < plan.sequences(); place++) {
      last.put(plan.sequenceAt(place) * units, h, place * units, units);
    }
  }

  private void takeInputs(SequencePlan plan, int step, FloatBuffer projected, int at, int units) {
    int first = plan.first(step);
    for (int place = 0; place < plan.active(step); place++) {
      states
          .buffer()
          .put((at + place) * units, projected, plan.rowOf(first + place) * units, units);
    }
  }

  /**
   * Backpropagates through all time steps of the last forward pass, which must have kept all steps.
   *
   * @param epsilon gradient of the last states, [batch, units]
   * @param transposed RW, as in the forward pass
   * @param transposedGradient receives the gradient of RW in the layout of {@code transposed}
   * @param projectedGradient receives the gradient of x W + b, [rows of the plan, units]
   */
  void backward(
      MatrixProducts products,
      SequencePlan plan,
      FloatBuffer epsilon,
      NativeFloats transposed,
      int units,
      RecurrentActivation activation,
      NativeFloats transposedGradient,
      NativeFloats projectedGradient) {
    int most = plan.sequences() * units;
    dh = HeapArrays.atLeast(dh, most);
    gradient.reserve(most);
    before.reserve(most);
    transposedRecurrent.copy(transposed, units * units);
    recurrentGradient.reserve((long) units * units);
    recurrentGradient.clear(0, (long) units * units);
    for (int place = 0; place < plan.sequences(); place++) {
      epsilon.get(plan.sequenceAt(place) * units, dh, place * units, units);
    }
    for (int step = plan.steps() - 1; step >= 0; step--) {
      int first = plan.first(step);
      int count = plan.active(step) * units;
      states.buffer().get(first * units, h, 0, count);
      activation.backward(h, dh, count);
      gradient.buffer().put(0, dh, 0, count);
      giveInputs(plan, step, projectedGradient, units);
      int old = step == 0 ? 0 : plan.active(step - 1);
      if (old > 0) {
        long oldAt = (long) plan.first(step - 1) * units;
        products.addTransposed(
            gradient.from(0), states.from(oldAt), recurrentGradient, old, units, units);
        products.multiply(
            gradient.from(0), transposedRecurrent, before.from(0), old, units, units, 0);
        before.buffer().get(0, dh, 0, old * units);
      }
    }
    transposedGradient.buffer().put(0, recurrentGradient.buffer(), 0, units * units);
  }

  private void giveInputs(SequencePlan plan, int step, NativeFloats projected, int units) {
    int first = plan.first(step);
    // In descending order, so that the last use of a row comes first: it overwrites the row's
    // gradient, which therefore need not be cleared, and earlier uses add to it.
    for (int place = plan.active(step) - 1; place >= 0; place--) {
      long row = (long) plan.rowOf(first + place) * units;
      if (plan.isLastUse(first + place)) {
        projected.buffer().put((int) row, gradient.buffer(), place * units, units);
      } else {
        cblas_saxpy(units, 1, gradient.source((long) place * units), 1, projected.target(row), 1);
      }
    }
  }
}
