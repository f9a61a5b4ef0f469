package io.sparkrnn.workload.autoencoder;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.OwnSettings;
import io.sparkrnn.config.OwnValues;
import io.sparkrnn.config.Setting;
import java.util.List;

/**
 * The shape of the network ({@code autoencoder.*}).
 *
 * @param hiddenSize units of the layer between image and latent vector, on either side
 * @param latentSize length of the latent vector
 * @param activation of the hidden layers
 * @param latentActivation of the latent vector
 * @param loss what training makes small
 */
record AutoencoderSettings(
    int hiddenSize, int latentSize, Units activation, Units latentActivation, Loss loss) {

  private static final Setting<Long> HIDDEN_SIZE =
      Setting.whole("autoencoder.hidden-size", 1, 65_536);
  private static final Setting<Long> LATENT_SIZE =
      Setting.whole("autoencoder.latent-size", 1, 4_096);
  private static final Setting<Units> ACTIVATION =
      Setting.choice("autoencoder.activation", Units.class);
  private static final Setting<Units> LATENT_ACTIVATION =
      Setting.choice("autoencoder.latent-activation", Units.class);
  private static final Setting<Loss> LOSS = Setting.choice("autoencoder.loss", Loss.class);

  static final OwnSettings DECLARED =
      new OwnSettings(
          AutoencoderSettings.class,
          List.of(HIDDEN_SIZE, LATENT_SIZE, ACTIVATION, LATENT_ACTIVATION, LOSS));

  /** Activations. */
  enum Units {
    RELU,
    ELU,
    TANH,
    SIGMOID,
    IDENTITY
  }

  /** Losses, each the mean over an image's pixels. */
  enum Loss {
    BINARY_CROSS_ENTROPY,
    MEAN_SQUARED_ERROR
  }

  AutoencoderSettings {
    requireNonNull(activation, "activation is null");
    requireNonNull(latentActivation, "latentActivation is null");
    requireNonNull(loss, "loss is null");
  }

  static AutoencoderSettings of(OwnValues values) {
    return new AutoencoderSettings(
        values.intOf(HIDDEN_SIZE),
        values.intOf(LATENT_SIZE),
        values.of(ACTIVATION),
        values.of(LATENT_ACTIVATION),
        values.of(LOSS));
  }
}
