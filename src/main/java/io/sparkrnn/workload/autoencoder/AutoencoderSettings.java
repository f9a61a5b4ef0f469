package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.config.SettingsReader;

/**
 * Settings of the autoencoder's network ({@code autoencoder.*}).
 *
 * @param hiddenSize units of each hidden layer, between image and latent vector
 * @param latentSize length of the latent vector
 * @param activation activation of the hidden layers
 * @param latentActivation activation of the latent layer
 * @param loss the loss that training minimizes
 */
record AutoencoderSettings(
    int hiddenSize,
    int latentSize,
    ActivationFunction activation,
    ActivationFunction latentActivation,
    Loss loss) {

  /** Activation functions of dense layers. */
  enum ActivationFunction {
    RELU,
    ELU,
    TANH,
    SIGMOID,
    IDENTITY
  }

  /** Loss functions, each the mean over an image's pixels. */
  enum Loss {
    BINARY_CROSS_ENTROPY,
    MEAN_SQUARED_ERROR
  }

  static AutoencoderSettings read(SettingsReader read) {
    return new AutoencoderSettings(
        read.count("autoencoder.hidden-size", 1, 65_536),
        read.count("autoencoder.latent-size", 1, 4_096),
        read.choice("autoencoder.activation", ActivationFunction.class),
        read.choice("autoencoder.latent-activation", ActivationFunction.class),
        read.choice("autoencoder.loss", Loss.class));
  }
}
