package io.sparkrnn.nn.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RecurrentActivationTest {

  @Test
  void tanhKeepsTheBoundThatItStates() {
    double absolute = 0;
    double relative = 0;
    float[] x = new float[1];
    // Every 61st of all floats from the smallest normal one to beyond where tanh is 1, both signs.
    int last = Float.floatToIntBits(30);
    for (int bits = Float.floatToIntBits(Float.MIN_NORMAL); bits < last; bits += 61) {
      float value = Float.intBitsToFloat(bits);
      x[0] = (bits & 1) == 0 ? value : -value;
      double exact = Math.tanh(x[0]);
      RecurrentActivation.TANH.apply(x, 1);
      absolute = Math.max(absolute, Math.abs(x[0] - exact));
      relative = Math.max(relative, Math.abs(x[0] / exact - 1));
    }
    assertThat(absolute).isLessThan(4e-7);
    assertThat(relative).isLessThan(4e-7);
  }

  @Test
  void tanhHasItsLimitsAndKeepsWhatIsNoNumber() {
    float[] x = {0, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};

    RecurrentActivation.TANH.apply(x, 4);

    assertThat(x[0]).isZero();
    assertThat(x[1]).isCloseTo(1, within(4e-7f));
    assertThat(x[2]).isCloseTo(-1, within(4e-7f));
    assertThat(x[3]).isNaN();
  }

  @Test
  void changesNoMoreThanItIsAskedTo() {
    float[] x = {-2, 2, 5};
    float[] gradient = {1, 1, 1};

    RecurrentActivation.RELU.apply(x, 2);
    RecurrentActivation.RELU.backward(x, gradient, 2);

    assertThat(x).containsExactly(0, 2, 5);
    assertThat(gradient).containsExactly(0, 1, 1);
  }

  @Test
  void vanishingGradientsBecomeZeroInsteadOfSubnormal() {
    float[] states = {0.5f, 0.5f, 0.5f};
    for (RecurrentActivation activation : RecurrentActivation.values()) {
      float[] gradient = {1e-38f, 1e-20f, -1};

      activation.backward(states, gradient, 3);

      assertThat(gradient[0]).as("%s", activation).isZero();
      assertThat(gradient[1]).as("%s", activation).isCloseTo(1e-20f, within(3e-21f));
      assertThat(gradient[2]).as("%s", activation).isBetween(-1f, -0.75f);
    }
  }
}
