package io.sparkrnn.nn.fused;

import static org.bytedeco.openblas.global.openblas.cblas_saxpy;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * h(t) = f(x(t) W + b + h(t-1) RW), with x(t) W + b given, over all sequences of a minibatch at
 * once, and backpropagation through time.
 *
 * <p>States are kept time-major: those of a step lie together, the longest sequence first, so that
 * a step is one product and one loop over memory without gaps.
 */
final class Recurrence {

  private final NativeFloats states = new NativeFloats();
  private final NativeFloats gradient = new NativeFloats();
  private final NativeFloats before = new NativeFloats();
  private final NativeFloats recurrent = new NativeFloats();

  /** Copies, because what DL4J keeps is not aligned as OpenBLAS is fastest with. */
  private final NativeFloats transposedRecurrent = new NativeFloats();

  private final NativeFloats recurrentGradient = new NativeFloats();

  /** The states of one step and their gradient, where Java works on them. */
  private float[] h = {};

  private float[] dh = {};

  /** How much of the forward pass is remembered. */
  enum Keep {
    ALL_STEPS,
    LAST_STEP
  }

  /**
   * The last states.
   *
   * @param projected x W + b, [rows of the plan, units]
   * @param transposed RW as DL4J keeps it, column by column: [to, from]
   * @param last takes them, [batch, units]; a sequence of padding alone gets zeros
   */
  void forward(
      Products products,
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
    h = Rows.atLeast(h, plan.sequences() * units);
    Arrays.fill(h, 0, plan.sequences() * units, 0);
    int old = 0;
    int oldAt = 0;
    for (int step = 0; step < plan.steps(); step++) {
      int active = plan.active(step);
      int at = keep == Keep.ALL_STEPS ? plan.first(step) : step % 2 * plan.sequences();
      takeInputs(plan, step, projected.buffer(), at, units);
      if (old > 0) {
        products.multiply(
            states,
            (long) oldAt * units,
            recurrent,
            states,
            (long) at * units,
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
    // Sequences of padding alone were never at work: theirs are the zeros h was filled with.
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
   * Backpropagation through all steps of the forward pass, which kept them.
   *
   * @param epsilon the gradient of the last states, [batch, units]
   * @param transposed RW as in the forward pass
   * @param transposedGradient takes the gradient of RW in the same form
   * @param projectedGradient takes the gradient of x W + b, [rows of the plan, units]
   */
  void backward(
      Products products,
      SequencePlan plan,
      FloatBuffer epsilon,
      NativeFloats transposed,
      int units,
      RecurrentActivation activation,
      NativeFloats transposedGradient,
      NativeFloats projectedGradient) {
    int most = plan.sequences() * units;
    dh = Rows.atLeast(dh, most);
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
        products.addTransposed(gradient, 0, states, oldAt, recurrentGradient, old, units, units);
        products.multiply(gradient, 0, transposedRecurrent, before, 0, old, units, units, 0);
        before.buffer().get(0, dh, 0, old * units);
      }
    }
    transposedGradient.buffer().put(0, recurrentGradient.buffer(), 0, units * units);
  }

  private void giveInputs(SequencePlan plan, int step, NativeFloats projected, int units) {
    int first = plan.first(step);
    // Backwards, so that of all uses of a row the last one comes first and needs no zeros to add
    // to.
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
