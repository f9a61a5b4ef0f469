package io.sparkrnn.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.error.BadDataException;
import org.apache.hadoop.fs.Path;

/** Small JSON files. */
final class StoreJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StoreJson() {}

  static String text(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain texts and numbers can be written", e);
    }
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws BadDataException naming the file, if it holds something else
   */
  static <T> T read(Storage storage, Path file, Class<T> type) {
    try {
      T value = JSON.treeToValue(tree(storage, file), type);
      if (value != null) {
        return value;
      }
      throw new BadDataException("%s is empty".formatted(file));
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "%s cannot be read: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  /** Any JSON. */
  static JsonNode tree(Storage storage, Path file) {
    try {
      return JSON.readTree(storage.readText(file));
    } catch (JsonProcessingException e) {
      throw new BadDataException("%s is no JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }
}
