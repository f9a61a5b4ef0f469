package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A text file that is stored with a model and needed to use it, such as a vocabulary.
 *
 * @param name the file's name in the model's folder
 * @param content the file's text
 */
public record Asset(String name, String content) {
  public Asset {
    requireNonNull(name, "name is null");
    requireNonNull(content, "content is null");
  }

  /** Returns the content of the asset with a name; empty if there is none. */
  public static Optional<String> content(List<Asset> assets, String name) {
    return assets.stream()
        .filter(asset -> asset.name().equals(name))
        .map(Asset::content)
        .findFirst();
  }
}
