package io.sparkrnn.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.error.BadDataException;
import java.util.Arrays;

/**
 * One layer of a Keras model, as its description has it.
 *
 * @param kind its class
 * @param config its arguments
 */
record KerasLayer(String kind, JsonNode config) {

  boolean is(String other) {
    return kind.equals(other);
  }

  boolean isOneOf(String... kinds) {
    return Arrays.asList(kinds).contains(kind);
  }

  /**
   * Expects a layer of a kind.
   *
   * @throws BadDataException if it is another
   */
  void require(String expected) {
    if (!is(expected)) {
      throw new BadDataException(
          "the model has the layer %s '%s', expected %s in its place"
              .formatted(kind, name(), expected));
    }
  }

  /** Refuses weights or arithmetic that are not 32-bit floats. */
  void requireFloat32() {
    JsonNode type = config.path("dtype");
    String name = type.isObject() ? type.path("config").path("name").asText() : type.asText();
    if (!name.isEmpty() && !name.equals("float32")) {
      throw problem("computes in " + name, "float32");
    }
    if (config.hasNonNull("quantization_config")) {
      throw problem("is quantized", "float32");
    }
  }

  String name() {
    return config.path("name").asText();
  }

  int whole(String key) {
    JsonNode value = config.path(key);
    if (!value.isInt()) {
      throw problem("has %s = %s".formatted(key, shown(value)), "a whole number");
    }
    return value.intValue();
  }

  double number(String key, double otherwise) {
    JsonNode value = config.path(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isNumber()) {
      throw problem("has %s = %s".formatted(key, shown(value)), "a number");
    }
    return value.doubleValue();
  }

  boolean flag(String key, boolean otherwise) {
    JsonNode value = config.path(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw problem("has %s = %s".formatted(key, shown(value)), "true or false");
    }
    return value.booleanValue();
  }

  /** The name of its activation. */
  String activation() {
    JsonNode value = config.path("activation");
    return (value.isObject() ? value.path("config") : value).asText();
  }

  /** The value of the first key that is there. */
  JsonNode first(String key, String otherKey) {
    return config.has(key) ? config.path(key) : config.path(otherKey);
  }

  /** A failure that names the layer. */
  BadDataException problem(String what, String expected) {
    return new BadDataException(
        "the layer %s '%s' %s, expected %s".formatted(kind, name(), what, expected));
  }

  private static String shown(JsonNode value) {
    String text = value.isMissingNode() ? "nothing" : value.toString();
    return text.length() > 50 ? text.substring(0, 50) + "..." : text;
  }
}
