package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

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

  /** The content of the asset of a name; empty if there is none. */
  public static Optional<String> content(List<Asset> assets, String name) {
    return assets.stream()
        .filter(asset -> asset.name().equals(name))
        .map(Asset::content)
        .findFirst();
  }
}
