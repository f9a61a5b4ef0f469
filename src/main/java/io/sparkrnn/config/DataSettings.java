package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Where examples are read from ({@code data.*}).
 *
 * @param path file or folder, local or any Hadoop URI; empty for the embedded sample
 * @param source what kind of input it is
 * @param testPath the test reviews of a table source; empty: {@code testFraction} of {@code path}
 * @param testFraction the part of a table without test path that is held out, in (0, 1)
 * @param textColumn the column of a table that holds the text
 * @param labelColumn the column of a table that holds the label
 * @param positiveLabels cell values that mean 1
 * @param negativeLabels cell values that mean 0
 * @param wordIndex Keras's word-index JSON; empty: {@code imdb_word_index.json} beside the npz
 * @param unlabelled what to do with reviews that have no label
 * @param onBadRow what to do with a row that is no labelled review
 * @param cacheDir where prepared data is kept; empty: not kept
 * @param validationFraction the part of the training examples held out, in [0, 1)
 * @param validationSplit how the validation part is chosen
 */
public record DataSettings(
    Optional<String> path,
    SourceKind source,
    Optional<String> testPath,
    double testFraction,
    String textColumn,
    String labelColumn,
    List<String> positiveLabels,
    List<String> negativeLabels,
    Optional<String> wordIndex,
    Unlabelled unlabelled,
    BadRowPolicy onBadRow,
    Optional<String> cacheDir,
    double validationFraction,
    ValidationSplit validationSplit) {

  /** The kinds of input; {@code AUTO} tells them by path and name. */
  public enum SourceKind {
    AUTO,
    SAMPLE,
    IMDB_ARCHIVE,
    IMDB_FOLDER,
    KERAS_NPZ,
    PARQUET,
    JSONL,
    CSV,
    TSV
  }

  /** What to do with reviews that have no label. */
  public enum Unlabelled {
    /** They are no reviews: not looked at where they stand apart, bad rows where they do not. */
    IGNORE,
    /** Words are learnt from them, as {@link ModelSettings.EmbeddingStart} says. */
    READ
  }

  /** What to do with rows that cannot be used. */
  public enum BadRowPolicy {
    /** Stop with the bad-data exit code. */
    FAIL,
    /** Leave them out, count them and report the count. */
    SKIP
  }

  /** How validation examples are chosen. */
  public enum ValidationSplit {
    /** By the seed. */
    RANDOM,
    /** The last ones in the order of the source, as Keras does. */
    LAST
  }

  public DataSettings {
    requireNonNull(path, "path is null");
    requireNonNull(source, "source is null");
    requireNonNull(testPath, "testPath is null");
    requireNonNull(textColumn, "textColumn is null");
    requireNonNull(labelColumn, "labelColumn is null");
    positiveLabels = List.copyOf(positiveLabels);
    negativeLabels = List.copyOf(negativeLabels);
    requireNonNull(wordIndex, "wordIndex is null");
    requireNonNull(unlabelled, "unlabelled is null");
    requireNonNull(onBadRow, "onBadRow is null");
    requireNonNull(cacheDir, "cacheDir is null");
    requireNonNull(validationSplit, "validationSplit is null");
  }

  /** The same with every training example trained on. */
  DataSettings withoutValidation() {
    return new DataSettings(
        path,
        source,
        testPath,
        testFraction,
        textColumn,
        labelColumn,
        positiveLabels,
        negativeLabels,
        wordIndex,
        unlabelled,
        onBadRow,
        cacheDir,
        0,
        validationSplit);
  }

  /** The same of the embedded sample. */
  public DataSettings ofSample() {
    return new DataSettings(
        Optional.empty(),
        SourceKind.AUTO,
        Optional.empty(),
        testFraction,
        textColumn,
        labelColumn,
        positiveLabels,
        negativeLabels,
        Optional.empty(),
        Unlabelled.IGNORE,
        onBadRow,
        cacheDir,
        validationFraction,
        validationSplit);
  }
}
