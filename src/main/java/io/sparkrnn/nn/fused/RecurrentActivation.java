package io.sparkrnn.nn.fused;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * Activation function of the recurrent layer. The loops run over arrays in the Java heap because
 * the JIT compiler (C2 of JDK 17) always vectorizes those. Loops over direct buffers are vectorized
 * in some runs and not in others, and then run at a tenth of the speed.
 */
enum RecurrentActivation {
  /**
   * Hyperbolic tangent with an absolute and relative error below 4e-7: x P(x²) / Q(x²) on [-8, 8],
   * beyond which |tanh| is 1 to within 2.3e-7. P and Q, both of degree 4, were fitted to the
   * relative error by reweighted least squares (Lawson). The error of the fit is 7e-9; the rest is
   * float rounding.
   */
  TANH {
    @Override
    void apply(float[] z, int count) {
      for (int i = 0; i < count; i++) {
        float x = Math.max(-8, Math.min(8, z[i]));
        float s = x * x;
        float p = 1 + s * (P1 + s * (P2 + s * (P3 + s * P4)));
        float q = 1 + s * (Q1 + s * (Q2 + s * (Q3 + s * Q4)));
        z[i] = x * p / q;
      }
    }

    @Override
    void backward(float[] h, float[] gradient, int count) {
      for (int i = 0; i < count; i++) {
        gradient[i] = gradient[i] * (1 - h[i] * h[i]) + FLUSH - FLUSH;
      }
    }
  },

  /** Rectifier, max(0, z). */
  RELU {
    @Override
    void apply(float[] z, int count) {
      for (int i = 0; i < count; i++) {
        z[i] = Math.max(0, z[i]);
      }
    }

    @Override
    void backward(float[] h, float[] gradient, int count) {
      for (int i = 0; i < count; i++) {
        gradient[i] = h[i] > 0 ? gradient[i] + FLUSH - FLUSH : 0;
      }
    }
  },

  /** Identity function. */
  IDENTITY {
    @Override
    void apply(float[] z, int count) {}

    @Override
    void backward(float[] h, float[] gradient, int count) {
      for (int i = 0; i < count; i++) {
        gradient[i] = gradient[i] + FLUSH - FLUSH;
      }
    }
  };

  private static final float P1 = 0.13444489f;
  private static final float P2 = 3.5715874e-3f;
  private static final float P3 = 2.1894473e-5f;
  private static final float P4 = 1.5230119e-8f;
  private static final float Q1 = 0.46777818f;
  private static final float Q2 = 2.6164403e-2f;
  private static final float Q3 = 3.4112742e-4f;
  private static final float Q4 = 8.5223331e-7f;

  /**
   * Constant that is added and subtracted again to round values below 1e-32 to zero. A gradient
   * that vanishes over many time steps would otherwise become subnormal, which makes arithmetic a
   * hundred times slower.
   */
  private static final float FLUSH = 1e-25f;

  /** Replaces the first {@code count} pre-activations by states. */
  abstract void apply(float[] z, int count);

  /** Replaces the gradient of the states {@code h} by that of their pre-activations. */
  abstract void backward(float[] h, float[] gradient, int count);

  /**
   * Returns the activation for a DL4J activation function.
   *
   * @param layer name of the layer, for the message
   * @throws IllegalStateException if the fused layers do not support the function
   */
  static RecurrentActivation of(IActivation function, String layer) {
    if (function instanceof ActivationTanH) {
      return TANH;
    }
    if (function instanceof ActivationReLU) {
      return RELU;
    }
    if (function instanceof ActivationIdentity) {
      return IDENTITY;
    }
    throw new IllegalStateException(
        ("layer '%s' has activation %s, but the fused layer supports only tanh, relu and identity;"
                + " use DL4J's layers instead")
            .formatted(layer, function));
  }
}
