package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

/**
 * A text file that a model needs beside its network to be used again, such as a vocabulary.
 *
 * @param name the file's name in the model's folder
 */
public record Asset(String name, String content) {
  public Asset {
    requireNonNull(name, "name is null");
    requireNonNull(content, "content is null");
  }
}
