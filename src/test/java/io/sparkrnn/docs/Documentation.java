package io.sparkrnn.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The documentation of this project. */
final class Documentation {

  static final Path PROJECT =
      Path.of(System.getProperty("project.dir", System.getProperty("user.dir")));

  private static final List<String> OUTSIDE_DOCS =
      List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "data/README.md", "docker/README.md");

  private Documentation() {}

  /** Returns all pages that exist. */
  static List<MarkdownPage> pages() {
    try (Stream<Path> files = Files.walk(PROJECT.resolve("docs"))) {
      List<String> inDocs =
          files
              .map(file -> PROJECT.relativize(file).toString())
              .filter(path -> path.endsWith(".md"))
              .sorted()
              .toList();
      return Stream.concat(OUTSIDE_DOCS.stream(), inDocs.stream())
          .filter(path -> Files.exists(PROJECT.resolve(path)))
          .map(path -> MarkdownPage.read(PROJECT, path))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
