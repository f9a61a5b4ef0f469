package io.sparkrnn.nn.fused;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * What a recurrent unit makes of its input. The loops run over arrays in the Java heap because the
 * JIT (C2 of JDK 17) turns those into vector instructions every time; over direct buffers it does
 * so in one run and not in the next, at a tenth of the speed.
 */
enum RecurrentActivation {
  /**
   * The hyperbolic tangent to within 4e-7, absolutely and relatively: x P(x²) / Q(x²) on [-8, 8],
   * beyond which tanh is 1 to within 2.3e-7. P and Q, both of degree 4, were fitted to the relative
   * error by reweighted least squares (Lawson); the fit itself is off by 7e-9, the rest is float
   * arithmetic.
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

  /** The positive part. */
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

  /** Itself. */
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
   * Added and taken away again, it makes zero of what is below 1e-32. A gradient that vanishes over
   * many steps would otherwise become subnormal, and arithmetic a hundred times slower.
   */
  private static final float FLUSH = 1e-25f;

  /** Replaces pre-activations by states. */
  abstract void apply(float[] z, int count);

  /** Replaces the gradient of the states {@code h} by that of their pre-activations. */
  abstract void backward(float[] h, float[] gradient, int count);

  /**
   * That of a layer.
   *
   * @throws IllegalStateException if the fused layers do not know it
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
        "layer '%s' has activation %s, the fused layer knows tanh, relu and identity; use DL4J's layers for it"
            .formatted(layer, function));
  }
}
