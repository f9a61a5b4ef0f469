package io.sparkrnn.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.export.KerasArchitecture.Dropout;
import io.sparkrnn.export.KerasArchitecture.Embedding;
import io.sparkrnn.export.KerasArchitecture.Output;
import io.sparkrnn.export.KerasArchitecture.Recurrent;
import io.sparkrnn.nn.RecurrentSettings.Activation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;

/**
 * Parses the configuration of a Sequential model as Keras saves it: {@code config.json} in a {@code
 * .keras} file, or the attribute {@code model_config} of an {@code .h5} file. Only a few layers are
 * supported, all others are refused; no code in a configuration is run.
 */
final class KerasConfigParser {

  private static final List<String> KNOWN =
      List.of("InputLayer", "Embedding", "SpatialDropout1D", "Dropout", "SimpleRNN", "Dense");

  private final Iterator<KerasLayer> layers;
  private KerasLayer layer;
  private OptionalInt length = OptionalInt.empty();

  private KerasConfigParser(List<KerasLayer> layers) {
    this.layers = layers.iterator();
    this.layer = this.layers.next();
  }

  /**
   * Parses a configuration.
   *
   * @throws BadDataException if it is malformed or the model is not supported
   */
  static KerasArchitecture parse(String json) {
    JsonNode model;
    try {
      model = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "the model configuration is not valid JSON: " + e.getOriginalMessage(), e);
    }
    if (!model.path("class_name").asText().equals("Sequential")) {
      throw new BadDataException(
          ("the model is of the class %s, expected Sequential; rebuild it as keras.Sequential, set"
                  + " its weights and save it again")
              .formatted(model.path("class_name")));
    }
    List<KerasLayer> layers = new ArrayList<>();
    JsonNode config = model.path("config");
    // In early releases of Keras, the configuration was the list of layers itself.
    for (JsonNode one : config.isArray() ? config : config.path("layers")) {
      layers.add(known(one, layers.size() + 1));
    }
    try {
      return new KerasConfigParser(layers).read();
    } catch (NoSuchElementException e) {
      throw new BadDataException(
          ("the model has %d layers, expected Embedding, SimpleRNN and Dense, and optionally"
                  + " InputLayer, Dropout or SpatialDropout1D")
              .formatted(layers.size()),
          e);
    }
  }

  private static KerasLayer known(JsonNode described, int number) {
    String kind = described.path("class_name").asText();
    String module = described.path("module").asText("keras.layers");
    if (!KNOWN.contains(kind) || !(module + ".").startsWith("keras.")) {
      throw new BadDataException(
          "layer %d is a %s of %s, expected one of Keras's own %s"
              .formatted(number, described.path("class_name"), module, KNOWN));
    }
    return new KerasLayer(kind, described.path("config"));
  }

  private KerasArchitecture read() {
    if (layer.is("InputLayer")) {
      readLength();
      layer = layers.next();
    }
    Embedding embedding = embedding();
    layer = layers.next();
    double inputDropout = dropouts("SpatialDropout1D", "Dropout");
    Recurrent recurrent = recurrent();
    // Both drop inputs of the recurrent layer; the shares that are kept multiply.
    double input = 1 - (1 - inputDropout) * (1 - layer.number("dropout", 0));
    layer = layers.next();
    double outputDropout = dropouts("Dropout");
    Output output = output();
    if (layers.hasNext()) {
      throw new BadDataException(
          "the Dense layer is followed by a %s, expected it to be the last layer"
              .formatted(layers.next().kind()));
    }
    return new KerasArchitecture(
        embedding, recurrent, output, length, new Dropout(input, outputDropout));
  }

  private double dropouts(String... kinds) {
    double kept = 1;
    while (layer.isOneOf(kinds)) {
      kept *= 1 - layer.number("rate", 0);
      layer = layers.next();
    }
    return 1 - kept;
  }

  private void readLength() {
    JsonNode shape = layer.first("batch_shape", "batch_input_shape");
    if (shape instanceof MissingNode || shape.isNull()) {
      shape = layer.config().path("input_length");
      length = shape.isInt() ? OptionalInt.of(shape.intValue()) : length;
    } else if (shape.size() != 2) {
      throw layer.problem("takes inputs of the shape " + shape, "[null, length]");
    } else if (shape.get(1).isInt()) {
      length = OptionalInt.of(shape.get(1).intValue());
    }
  }

  private Embedding embedding() {
    layer.require("Embedding");
    layer.requireFloat32();
    if (length.isEmpty()) {
      readLength();
    }
    return new Embedding(
        layer.name(),
        layer.whole("input_dim"),
        layer.whole("output_dim"),
        layer.flag("mask_zero", false));
  }

  private Recurrent recurrent() {
    layer.require("SimpleRNN");
    layer.requireFloat32();
    for (String unlike :
        List.of(
            "return_sequences",
            "return_state",
            "go_backwards",
            "stateful",
            "zero_output_for_mask")) {
      if (layer.flag(unlike, false)) {
        throw layer.problem("has %s = true".formatted(unlike), "false");
      }
    }
    Activation activation =
        switch (layer.activation()) {
          case "tanh" -> Activation.TANH;
          case "relu" -> Activation.RELU;
          case "linear" -> Activation.IDENTITY;
          default ->
              throw layer.problem(
                  "has the activation " + layer.activation(), "tanh, relu or linear");
        };
    return new Recurrent(
        layer.name(), layer.whole("units"), activation, layer.flag("use_bias", true));
  }

  private Output output() {
    layer.require("Dense");
    layer.requireFloat32();
    int units = layer.whole("units");
    if (!layer.activation().equals(units == 1 ? "sigmoid" : "softmax")) {
      throw layer.problem(
          "has %d units and the activation %s".formatted(units, layer.activation()),
          units == 1 ? "one unit and sigmoid" : "one unit and sigmoid, or more and softmax");
    }
    return new Output(layer.name(), units, layer.flag("use_bias", true));
  }
}
