package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Settings of the input data ({@code data.*}).
 *
 * @param path file or folder, a local path or a Hadoop URI; empty: the embedded sample
 * @param source format of the input
 * @param onBadRow handling of rows that are not valid labeled reviews
 * @param cacheDir folder of the cache of prepared data; empty: no cache
 * @param validationFraction fraction of the training examples held out for validation, in [0, 1)
 * @param validationSplit how the validation split is chosen
 * @param shuffleWindow number of training examples of a replica that are shuffled together
 * @param storage where executors keep their examples
 * @param tables tables that Spark reads in place of {@code path}, and how tables are read
 */
public record DataSettings(
    Optional<String> path,
    SourceKind source,
    BadRowPolicy onBadRow,
    Optional<String> cacheDir,
    double validationFraction,
    ValidationSplit validationSplit,
    int shuffleWindow,
    Storage storage,
    TableSettings tables) {

  /** Key of the setting of {@link #path}. */
  public static final String PATH = "data.path";

  /** Key of the setting of {@link #source}. */
  public static final String SOURCE = "data.source";

  /** Input formats; {@code AUTO} detects the format from the path and its content. */
  public enum SourceKind {
    AUTO,
    SAMPLE,
    IMDB_ARCHIVE,
    IMDB_FOLDER,
    KERAS_NPZ,
    PARQUET,
    ORC,
    AVRO,
    ICEBERG,
    DELTA,
    JSONL,
    CSV,
    TSV;

    /** Returns the name of the format as {@code data.source} spells it. */
    public String spelling() {
      return SettingType.spelling(this);
    }
  }

  /** Handling of rows that cannot be used. */
  public enum BadRowPolicy {
    /** Stops the job with the bad-data exit code. */
    FAIL,
    /** Leaves them out and reports their number. */
    SKIP
  }

  /** Ways to choose the validation examples. */
  public enum ValidationSplit {
    /** Drawn at random with the job's seed. */
    RANDOM,
    /** The last ones in the order of the source, as Keras's {@code validation_split} does. */
    LAST
  }

  /** Places where executors keep their examples. */
  public enum Storage {
    /** In memory if there is ample room for all, else on local disk. */
    AUTO,
    /** In memory, and on local disk what does not fit. */
    MEMORY,
    /** On local disk. */
    DISK
  }

  public DataSettings {
    requireNonNull(path, "path is null");
    requireNonNull(source, "source is null");
    requireNonNull(onBadRow, "onBadRow is null");
    requireNonNull(cacheDir, "cacheDir is null");
    requireNonNull(validationSplit, "validationSplit is null");
    requireNonNull(storage, "storage is null");
    requireNonNull(tables, "tables is null");
  }

  /** Whether the examples are those of the embedded sample. */
  public boolean isSample() {
    return path.isEmpty() && !tables.isGiven();
  }

  /** Returns a copy without a validation split. */
  DataSettings withoutValidation() {
    return new DataSettings(
        path, source, onBadRow, cacheDir, 0, validationSplit, shuffleWindow, storage, tables);
  }

  /** These settings for the embedded sample. */
  public DataSettings ofSample() {
    return new DataSettings(
        Optional.empty(),
        SourceKind.AUTO,
        onBadRow,
        cacheDir,
        validationFraction,
        validationSplit,
        shuffleWindow,
        storage,
        TableSettings.NONE);
  }

  /** These settings for another table, split by the same rule. */
  public DataSettings ofTable(String otherPath, SourceKind kind, String otherCacheDir) {
    return new DataSettings(
        Optional.of(otherPath),
        kind,
        BadRowPolicy.FAIL,
        Optional.of(otherCacheDir),
        validationFraction,
        validationSplit,
        shuffleWindow,
        storage,
        TableSettings.NONE);
  }

  static DataSettings read(SettingsReader read) {
    DataSettings settings =
        new DataSettings(
            read.path(PATH),
            read.choice(SOURCE, SourceKind.class),
            read.choice("data.on-bad-row", BadRowPolicy.class),
            read.path("data.cache-dir"),
            read.share("data.validation.fraction"),
            read.choice("data.validation.split", ValidationSplit.class),
            read.count("data.shuffle-window", 1, 100_000_000),
            read.choice("data.storage", Storage.class),
            TableSettings.read(read));
    settings.tables.requireOneSource(read, settings.path);
    if (read.valid(SOURCE) && settings.tables.isGiven() && settings.source != SourceKind.AUTO) {
      read.reject(
          SOURCE,
          "is %s, which has no effect with data.table, data.query or data.format; expected auto"
              .formatted(read.written(SOURCE)));
    }
    if (read.valid(SOURCE, PATH)
        && settings.isSample()
        && settings.source != SourceKind.AUTO
        && settings.source != SourceKind.SAMPLE) {
      read.reject(
          SOURCE,
          "is %s, but data.path is empty, expected a path, or source auto or sample"
              .formatted(read.written(SOURCE)));
    }
    return settings;
  }
}
