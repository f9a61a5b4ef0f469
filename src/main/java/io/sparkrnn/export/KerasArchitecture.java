package io.sparkrnn.export;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.nn.RecurrentSettings.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Architecture of a Keras model that this project's network can represent: Embedding, SimpleRNN and
 * Dense with one sigmoid unit or a softmax over more. Validates the sizes.
 *
 * @param embedding first layer
 * @param recurrent middle layer
 * @param output last layer
 * @param length number of time steps; empty if variable
 * @param dropout dropout rates
 */
record KerasArchitecture(
    Embedding embedding, Recurrent recurrent, Output output, OptionalInt length, Dropout dropout) {

  /**
   * Embedding layer.
   *
   * @param ids {@code input_dim}, the size of the vocabulary
   * @param size {@code output_dim}, the size of the vectors
   * @param masksZero {@code mask_zero}: later layers skip time steps with id 0
   */
  record Embedding(String name, int ids, int size, boolean masksZero) {}

  /**
   * SimpleRNN layer.
   *
   * @param biased {@code use_bias}
   */
  record Recurrent(String name, int units, Activation activation, boolean biased) {}

  /**
   * Dense layer with one sigmoid unit, or a softmax over more.
   *
   * @param biased {@code use_bias}
   */
  record Output(String name, int units, boolean biased) {}

  /**
   * Dropout rates, from 0 to below 1.
   *
   * @param input rate on the output of the embedding
   * @param output rate on the last hidden state
   */
  record Dropout(double input, double output) {}

  KerasArchitecture {
    requireWithin("input_dim", embedding.ids(), 4, 1_000_000);
    requireWithin("output_dim", embedding.size(), 1, 65_536);
    requireWithin("units", recurrent.units(), 1, 65_536);
    requireWithin("units of the Dense layer", output.units(), 1, 10_000);
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
    // The negated condition also refuses NaN.
    if (!(dropout >= 0 && dropout < 1)) {
      throw new BadDataException(
          "a dropout rate is %s, expected from 0 to below 1".formatted(dropout));
    }
  }

  /** Returns the number of weights of all layers. */
  long parameters() {
    long size = embedding.size();
    long units = recurrent.units();
    return embedding.ids() * size + (size + units + 1) * units + (units + 1) * output.units();
  }

  /** Returns the settings of this project for the same network, each as {@code key=value}. */
  List<String> settings() {
    List<String> settings = new ArrayList<>();
    settings.add("text.vocabulary-size=" + embedding.ids());
    length.ifPresent(steps -> settings.add("text.length=" + steps));
    if (output.units() > 1) {
      settings.add("data.labels.classes=listed");
    }
    settings.add("model.embedding-size=" + embedding.size());
    settings.add("model.hidden-size=" + recurrent.units());
    settings.add("model.activation=" + recurrent.activation().name().toLowerCase(Locale.ROOT));
    settings.add("model.mask-padding=" + embedding.masksZero());
    settings.add("model.input-dropout=" + dropout.input());
    settings.add("model.output-dropout=" + dropout.output());
    return settings;
  }
}
