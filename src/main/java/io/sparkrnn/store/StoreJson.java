package io.sparkrnn.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.error.BadDataException;
import org.apache.hadoop.fs.Path;

/** Reads and writes small JSON files. */
final class StoreJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StoreJson() {}

  /** Returns an object as indented JSON, ending with a line feed. */
  static String text(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write %s as JSON".formatted(value.getClass()), e);
    }
  }

  /**
   * Reads a file that holds the JSON of {@link #text}.
   *
   * @throws BadDataException naming the file, if it is not valid JSON of this type
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

  /**
   * Reads a file as a JSON tree.
   *
   * @throws BadDataException naming the file, if it is not valid JSON
   */
  static JsonNode tree(Storage storage, Path file) {
    try {
      return JSON.readTree(storage.readText(file));
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "%s is not valid JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }
}
