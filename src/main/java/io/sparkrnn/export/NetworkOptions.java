package io.sparkrnn.export;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.nn.RecurrentSettings.Activation;

/**
 * Properties of a recurrent classifier that its weights do not show.
 *
 * @param activation activation of the recurrent layer
 * @param inputDropout dropout rate of the recurrent layer's inputs
 * @param outputDropout dropout rate of the last state
 * @param maskPadding whether the recurrent layer skips padding
 */
public record NetworkOptions(
    Activation activation, double inputDropout, double outputDropout, boolean maskPadding) {

  public NetworkOptions {
    requireNonNull(activation, "activation is null");
  }
}
