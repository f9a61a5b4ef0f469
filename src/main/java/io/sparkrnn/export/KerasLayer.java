package io.sparkrnn.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.MessageText;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Layer in the configuration of a Keras model.
 *
 * @param kind class name, such as {@code Dense}
 * @param config constructor arguments
 */
record KerasLayer(String kind, JsonNode config) {

  boolean is(String other) {
    return kind.equals(other);
  }

  boolean isOneOf(String... kinds) {
    return Arrays.asList(kinds).contains(kind);
  }

  /**
   * Checks the class of the layer.
   *
   * @throws BadDataException if it is another one
   */
  void require(String expected) {
    if (!is(expected)) {
      throw new BadDataException(
          "the model has the layer %s '%s', expected %s in its place"
              .formatted(kind, name(), expected));
    }
  }

  /**
   * Checks that the layer stores and computes 32-bit floats.
   *
   * @throws BadDataException if it has another type or is quantized
   */
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

  /**
   * Returns an argument that is a whole number.
   *
   * @throws BadDataException if it is missing or something else
   */
  int whole(String key) {
    return argument(key, JsonNode::isInt, "a whole number").intValue();
  }

  /**
   * Returns a numeric argument, or {@code otherwise} if it is missing.
   *
   * @throws BadDataException if it is not a number
   */
  double number(String key, double otherwise) {
    return config.has(key)
        ? argument(key, JsonNode::isNumber, "a number").doubleValue()
        : otherwise;
  }

  /**
   * Returns a boolean argument, or {@code otherwise} if it is missing.
   *
   * @throws BadDataException if it is not a boolean
   */
  boolean flag(String key, boolean otherwise) {
    return config.has(key)
        ? argument(key, JsonNode::isBoolean, "true or false").booleanValue()
        : otherwise;
  }

  private JsonNode argument(String key, Predicate<JsonNode> fits, String expected) {
    JsonNode value = config.path(key);
    if (!fits.test(value)) {
      String shown =
          value.isMissingNode() ? "nothing" : MessageText.shortened(value.toString(), 50);
      throw problem("has %s = %s".formatted(key, shown), expected);
    }
    return value;
  }

  /** Returns the name of the activation function; empty if the argument is missing. */
  String activation() {
    JsonNode value = config.path("activation");
    return (value.isObject() ? value.path("config") : value).asText();
  }

  /** Returns the argument of {@code key} or, if it is missing, of {@code otherKey}. */
  JsonNode first(String key, String otherKey) {
    return config.has(key) ? config.path(key) : config.path(otherKey);
  }

  /** Returns an exception whose message names the layer. */
  BadDataException problem(String what, String expected) {
    return new BadDataException(
        "the layer %s '%s' %s, expected %s".formatted(kind, name(), what, expected));
  }
}
