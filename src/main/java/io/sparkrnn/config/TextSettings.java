package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Optional;

/**
 * How text becomes word ids ({@code text.*}).
 *
 * @param lowerCase which letters are lowered
 * @param vocabularySize number of ids, the three reserved ones included
 * @param vocabularyFile a Keras word-index JSON that gives the vocabulary; empty: counted
 * @param length ids a sequence, in time steps
 * @param padding the side that short sequences are filled at
 * @param truncating the side that long sequences lose ids at
 */
public record TextSettings(
    LowerCase lowerCase,
    int vocabularySize,
    Optional<String> vocabularyFile,
    int length,
    Side padding,
    Side truncating)
    implements Serializable {

  /** Which letters are lowered. */
  public enum LowerCase {
    /** A to Z only, as the published IMDB word index was made. */
    ASCII,
    /** Every letter that Unicode gives a lower case, as Keras does today. */
    UNICODE
  }

  /** The front or the back of a sequence. */
  public enum Side {
    PRE,
    POST
  }

  public TextSettings {
    requireNonNull(lowerCase, "lowerCase is null");
    requireNonNull(vocabularyFile, "vocabularyFile is null");
    requireNonNull(padding, "padding is null");
    requireNonNull(truncating, "truncating is null");
  }
}
