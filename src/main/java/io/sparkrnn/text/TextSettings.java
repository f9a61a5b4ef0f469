package io.sparkrnn.text;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.SettingsReader;
import java.io.Serializable;
import java.util.Optional;

/**
 * Settings of tokenization, vocabulary and padding ({@code text.*}). The string form enters
 * fingerprints of prepared data.
 *
 * @param tokenizer tokenizer of the reviews
 * @param vocabularySize number of ids, reserved ones included
 * @param vocabularyFile Keras word-index JSON that gives the vocabulary; empty: counted
 * @param length ids of a sequence, that is, time steps
 * @param padding side at which short sequences are padded
 * @param truncating side at which long sequences lose ids
 */
public record TextSettings(
    Tokenizer tokenizer,
    int vocabularySize,
    Optional<String> vocabularyFile,
    int length,
    Side padding,
    Side truncating)
    implements Serializable {

  /** Letters that are converted to lower case. */
  public enum LowerCase {
    /** A to Z only, as the published IMDB word index was made. */
    ASCII,
    /** Every letter that Unicode gives a lower case, as Keras does today. */
    UNICODE
  }

  /** Front or back of a sequence. */
  public enum Side {
    PRE,
    POST
  }

  public TextSettings {
    requireNonNull(tokenizer, "tokenizer is null");
    requireNonNull(vocabularyFile, "vocabularyFile is null");
    requireNonNull(padding, "padding is null");
    requireNonNull(truncating, "truncating is null");
  }

  /** Reads the settings. */
  public static TextSettings read(SettingsReader read) {
    return new TextSettings(
        Tokenizer.read(read),
        read.count("text.vocabulary-size", 4, 1_000_000),
        read.path("text.vocabulary-file"),
        read.count("text.length", 1, 100_000),
        read.choice("text.padding", Side.class),
        read.choice("text.truncating", Side.class));
  }

  /** These settings with another sequence length. */
  public TextSettings withLength(int other) {
    return new TextSettings(tokenizer, vocabularySize, vocabularyFile, other, padding, truncating);
  }
}
