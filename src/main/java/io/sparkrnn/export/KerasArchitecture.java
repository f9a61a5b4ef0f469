package io.sparkrnn.export;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.ModelSettings.Activation;
import io.sparkrnn.error.BadDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What layers a Keras model has, as far as this project's network can be the same: Embedding,
 * SimpleRNN and Dense with one sigmoid.
 *
 * @param embedding the first layer
 * @param recurrent the layer in the middle
 * @param output the last layer
 * @param length time steps; empty: any
 * @param dropout what training leaves out
 */
record KerasArchitecture(
    Embedding embedding, Recurrent recurrent, Output output, OptionalInt length, Dropout dropout) {

  /**
   * An Embedding.
   *
   * @param name of this layer in its model
   * @param ids {@code input_dim}
   * @param size {@code output_dim}
   * @param masksZero {@code mask_zero}: later layers pass over id 0
   */
  record Embedding(String name, int ids, int size, boolean masksZero) {}

  /**
   * A SimpleRNN.
   *
   * @param name of this layer in its model
   * @param biased {@code use_bias}
   */
  record Recurrent(String name, int units, Activation activation, boolean biased) {}

  /**
   * A Dense layer of one sigmoid.
   *
   * @param name of this layer in its model
   * @param biased {@code use_bias}
   */
  record Output(String name, boolean biased) {}

  /**
   * Shares of units that training leaves out.
   *
   * @param input of the embedding
   * @param output of the last state
   */
  record Dropout(double input, double output) {}

  KerasArchitecture {
    requireNonNull(length, "length is null");
    requireWithin("input_dim", embedding.ids(), 4, 1_000_000);
    requireWithin("output_dim", embedding.size(), 1, 65_536);
    requireWithin("units", recurrent.units(), 1, 65_536);
    length.ifPresent(steps -> requireWithin("the input's length", steps, 1, 100_000));
    requireShare(dropout.input());
    requireShare(dropout.output());
  }

  private static void requireWithin(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new BadDataException(
          "%s is %d, expected from %d to %d".formatted(what, value, least, most));
    }
  }

  private static void requireShare(double dropout) {
    // Written so that what is no number fails too.
    if (!(dropout >= 0 && dropout < 1)) {
      throw new BadDataException("a dropout is %s, expected from 0 to below 1".formatted(dropout));
    }
  }

  /** Weights of all layers. */
  long parameters() {
    long size = embedding.size();
    long units = recurrent.units();
    return embedding.ids() * size + (size + units + 1) * units + units + 1;
  }

  /** The settings of the same network here, each as {@code key=value}. */
  List<String> settings() {
    List<String> settings = new ArrayList<>();
    settings.add("text.vocabulary-size=" + embedding.ids());
    length.ifPresent(steps -> settings.add("text.length=" + steps));
    settings.add("model.embedding-size=" + embedding.size());
    settings.add("model.hidden-size=" + recurrent.units());
    settings.add("model.activation=" + recurrent.activation().name().toLowerCase(Locale.ROOT));
    settings.add("model.mask-padding=" + embedding.masksZero());
    settings.add("model.input-dropout=" + dropout.input());
    settings.add("model.output-dropout=" + dropout.output());
    return settings;
  }
}
