package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * The shape of the network ({@code model.*}).
 *
 * @param embeddingSize units of the embedding
 * @param hiddenSize units of the recurrent layer
 * @param activation of the recurrent layer
 * @param inputDropout share of the embedding's units dropped, one mask a sequence, in [0, 1)
 * @param outputDropout share of the last state's units dropped, in [0, 1)
 * @param maskPadding whether the recurrent layer passes over padding
 */
public record ModelSettings(
    int embeddingSize,
    int hiddenSize,
    Activation activation,
    double inputDropout,
    double outputDropout,
    boolean maskPadding)
    implements Serializable {

  /** Activations of the recurrent layer. */
  public enum Activation {
    TANH,
    RELU,
    IDENTITY
  }

  public ModelSettings {
    requireNonNull(activation, "activation is null");
  }
}
