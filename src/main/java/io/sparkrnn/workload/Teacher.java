package io.sparkrnn.workload;

import java.io.Serializable;

/**
 * Trained model whose probabilities a network is trained to match (knowledge distillation).
 *
 * <p>Source: G. Hinton, O. Vinyals and J. Dean, "Distilling the knowledge in a neural network",
 * 2015.
 */
@FunctionalInterface
public interface Teacher extends Serializable {

  /** Returns the probability of each output for the features of an example, [outputs]. */
  float[] probabilities(float[] features);
}
