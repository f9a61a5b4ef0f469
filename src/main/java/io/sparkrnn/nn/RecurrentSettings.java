package io.sparkrnn.nn;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.SettingsReader;
import java.io.Serializable;

/**
 * Settings of a recurrent layer and of the dropout on its last state ({@code model.*}).
 *
 * @param hiddenSize number of units
 * @param activation activation function
 * @param initializer initializer of the recurrent weights
 * @param gain factor of the initial recurrent weights
 * @param outputDropout dropout rate of the last state's units, in [0, 1)
 * @param layer implementation of the layer
 */
public record RecurrentSettings(
    int hiddenSize,
    Activation activation,
    Initializer initializer,
    double gain,
    double outputDropout,
    Layer layer)
    implements Serializable {

  /** Activation functions. */
  public enum Activation {
    TANH,
    RELU,
    IDENTITY
  }

  /** Initializers of the recurrent weights, before the gain. */
  public enum Initializer {
    /** Random orthogonal matrix. */
    ORTHOGONAL,
    IDENTITY
  }

  /** Implementations of the layer; both give the same results. */
  public enum Layer {
    /** Layer of this project, many times as fast. */
    FUSED,
    /** Layers of Deeplearning4j. */
    STOCK
  }

  public RecurrentSettings {
    requireNonNull(activation, "activation is null");
    requireNonNull(initializer, "initializer is null");
    requireNonNull(layer, "layer is null");
  }

  /** Reads the settings that workloads with a recurrent layer have in common. */
  public static RecurrentSettings read(SettingsReader read) {
    return new RecurrentSettings(
        read.count("model.hidden-size", 1, 65_536),
        read.choice("model.activation", Activation.class),
        read.choice("model.recurrent-initializer", Initializer.class),
        read.positive("model.recurrent-gain", 10),
        read.share("model.output-dropout"),
        read.choice("model.layer", Layer.class));
  }

  /** These settings with another implementation. */
  public RecurrentSettings with(Layer other) {
    return new RecurrentSettings(hiddenSize, activation, initializer, gain, outputDropout, other);
  }

  /** These settings with another number of units. */
  public RecurrentSettings withHiddenSize(int other) {
    return new RecurrentSettings(other, activation, initializer, gain, outputDropout, layer);
  }
}
