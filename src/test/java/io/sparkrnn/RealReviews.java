package io.sparkrnn;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/** Where the real data set is, if there is a copy: {@code mvn verify -Dimdb.dir=data/imdb}. */
public final class RealReviews {

  private RealReviews() {}

  /** The folder, or the end of the test as one that was skipped. */
  public static Path folder() {
    String given = System.getProperty("imdb.dir", "");
    assumeThat(given)
        .as("imdb.dir names a folder with aclImdb_v1.tar.gz, imdb.npz and imdb_word_index.json")
        .isNotBlank();
    return Path.of(given);
  }
}
