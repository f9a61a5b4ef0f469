package io.sparkrnn.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The classes that a network's configuration may name. DL4J's JSON says with {@code @class}, and in
 * places with other keys, of which class an object is to be made.
 */
final class NetworkClasses {

  private static final String CLASS = "@class";

  /** Layers, and what they are told: nothing that does more than to hold numbers. */
  private static final Pattern ALLOWED =
      Pattern.compile(
          "(org\\.deeplearning4j\\.nn\\.(conf|weights)"
              + "|org\\.nd4j\\.linalg\\.(activations|learning|lossfunctions|schedule)"
              + "|io\\.sparkrnn\\.nn)\\.[\\w.$]{1,200}");

  /** Reads as the name of a class in a package of a package, or of an array of them. */
  private static final Pattern NAME =
      Pattern.compile("\\s*\\[*[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*){2,}.*", Pattern.DOTALL);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private NetworkClasses() {}

  /**
   * The configuration as it was understood here, so that no other reader can see more in it.
   *
   * @throws JsonProcessingException if it is no JSON, or a key comes twice
   * @throws IllegalArgumentException if it names a class that is not allowed
   */
  static String checked(byte[] json) throws IOException {
    JsonNode root = JSON.readTree(json);
    if (!root.isObject()) {
      throw new IllegalArgumentException("is no JSON object");
    }
    check(root);
    return JSON.writeValueAsString(root);
  }

  private static void check(JsonNode node) {
    for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      requireAllowed(field.getKey());
      if (field.getKey().equals(CLASS)) {
        JsonNode value = field.getValue();
        if (!value.isTextual() || !ALLOWED.matcher(value.textValue()).matches()) {
          throw refused(value.isTextual() ? value.textValue() : value.getNodeType().name());
        }
      }
    }
    if (node.isTextual()) {
      requireAllowed(node.textValue());
    }
    node.forEach(NetworkClasses::check);
  }

  private static void requireAllowed(String text) {
    if (NAME.matcher(text).matches() && !ALLOWED.matcher(text).matches()) {
      throw refused(text);
    }
  }

  private static IllegalArgumentException refused(String name) {
    return new IllegalArgumentException(
        "names the class %.200s, which no network of this program is made of".formatted(name));
  }
}
