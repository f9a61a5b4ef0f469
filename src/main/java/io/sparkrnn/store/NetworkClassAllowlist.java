package io.sparkrnn.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Iterator;
import java.util.regex.Pattern;

/**
 * Allowlist of the classes that a network's configuration may name. DL4J's JSON names the class of
 * an object with {@code @class} and, in some places, with other keys.
 */
final class NetworkClassAllowlist {

  private static final String CLASS = "@class";

  /** Layers and their settings: classes that only hold values. */
  private static final Pattern ALLOWED =
      Pattern.compile(
          "(org\\.deeplearning4j\\.nn\\.(conf|weights)"
              + "|org\\.nd4j\\.linalg\\.(activations|learning|lossfunctions|schedule)"
              + "|io\\.sparkrnn\\.nn)\\.[\\w.$]{1,200}");

  /** Text that looks like the name of a class at least two packages deep, or of an array of it. */
  private static final Pattern NAME =
      Pattern.compile("\\s*\\[*[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*){2,}.*", Pattern.DOTALL);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private NetworkClassAllowlist() {}

  /**
   * Returns the configuration, written again from its parsed form, so that another parser cannot
   * interpret the original text differently.
   *
   * @throws JsonProcessingException if it is not valid JSON or has a duplicate key
   * @throws IllegalArgumentException if it names a class that is not allowed
   */
  static String checked(byte[] json) throws IOException {
    JsonNode root = JSON.readTree(json);
    if (!root.isObject()) {
      throw new IllegalArgumentException("is not a JSON object");
    }
    check(root);
    return JSON.writeValueAsString(root);
  }

  private static void check(JsonNode node) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      requireAllowed(name);
      if (name.equals(CLASS)) {
        JsonNode value = node.get(name);
        if (!value.isTextual() || !ALLOWED.matcher(value.textValue()).matches()) {
          throw refused(value.isTextual() ? value.textValue() : value.getNodeType().name());
        }
      }
    }
    if (node.isTextual()) {
      requireAllowed(node.textValue());
    }
    node.forEach(NetworkClassAllowlist::check);
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
