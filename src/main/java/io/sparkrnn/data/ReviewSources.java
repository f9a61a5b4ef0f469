package io.sparkrnn.data;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Creates the source of reviews that the settings specify. */
public final class ReviewSources {

  static final String PATH = "data.path";
  static final String SOURCE = "data.source";
  static final String TEST_PATH = "data.test-path";
  static final String TEST_FRACTION = "data.test-fraction";
  static final String TEXT_COLUMN = "data.text-column";
  static final String LABEL_COLUMN = "data.label-column";
  static final String POSITIVE_LABELS = "data.labels.positive";
  static final String NEGATIVE_LABELS = "data.labels.negative";
  static final String WORD_INDEX = "data.word-index";
  static final String UNLABELLED = "data.unlabeled";

  private ReviewSources() {}

  /**
   * Creates the configured source. With {@code AUTO} its kind is detected: the embedded sample
   * without a path, by its name for a file, by its content for a folder. Only directory listings
   * are read.
   *
   * @throws BadDataException if the path does not exist or is not a supported input
   * @throws ConfigurationException if settings contradict each other
   */
  public static ReviewSource open(
      DataSettings data, ReviewSettings settings, Configuration hadoop) {
    if (data.path().isEmpty()) {
      return withoutPath(data, settings);
    }
    if (data.source() == SourceKind.SAMPLE) {
      throw new ConfigurationException(
          "%s = sample reads the embedded sample, but %s is '%s'; remove one of them"
              .formatted(SOURCE, PATH, data.path().get()));
    }
    FileStatus root = InputFiles.require(PATH, data.path().get(), hadoop);
    SourceKind kind =
        data.source() == SourceKind.AUTO ? SourceKindDetector.detect(root, hadoop) : data.source();
    return switch (kind) {
      case IMDB_ARCHIVE -> {
        requireFile(root, kind);
        yield new ImdbArchiveSource(
            withoutTestPath(settings, kind, root).toString(), settings.unlabelled(), hadoop);
      }
      case KERAS_NPZ -> {
        requireFile(root, kind);
        refuseUnlabeled(settings, kind);
        yield KerasNpzSource.open(
            withoutTestPath(settings, kind, root).toString(), settings.wordIndex(), hadoop);
      }
      case IMDB_FOLDER ->
          new ImdbFolderSource(
              SourceKindDetector.imdbRoot(withoutTestPath(settings, kind, root), hadoop)
                  .orElseThrow(
                      () ->
                          new BadDataException(
                              "%s: %s holds neither train/pos nor aclImdb/train/pos"
                                  .formatted(PATH, root.getPath()))),
              settings.unlabelled(),
              hadoop);
      case PARQUET ->
          new ParquetReviewSource(
              TableSchema.of(settings), parts(root, kind, settings, hadoop), hadoop);
      case JSONL, CSV, TSV ->
          new TextReviewSource(
              kind, TableSchema.of(settings), parts(root, kind, settings, hadoop), hadoop);
      case AUTO, SAMPLE -> throw new IllegalStateException("not a kind of path: " + kind);
    };
  }

  private static ReviewSource withoutPath(DataSettings data, ReviewSettings settings) {
    if (data.source() != SourceKind.AUTO && data.source() != SourceKind.SAMPLE) {
      throw new ConfigurationException(
          "%s = %s needs %s, which is not set".formatted(SOURCE, name(data.source()), PATH));
    }
    refuseTestPath(settings, SourceKind.SAMPLE);
    refuseUnlabeled(settings, SourceKind.SAMPLE);
    return new SampleReviewSource();
  }

  private static Supplier<List<TableInput>> parts(
      FileStatus root, SourceKind kind, ReviewSettings settings, Configuration hadoop) {
    // List the files now, so that missing input is reported before a Spark job starts.
    TableInput.list(root, kind, settings, hadoop);
    return () ->
        TableInput.list(
            InputFiles.require(PATH, root.getPath().toString(), hadoop), kind, settings, hadoop);
  }

  private static Path withoutTestPath(ReviewSettings settings, SourceKind kind, FileStatus root) {
    refuseTestPath(settings, kind);
    return root.getPath();
  }

  private static void refuseTestPath(ReviewSettings settings, SourceKind kind) {
    settings
        .testPath()
        .ifPresent(
            path -> {
              throw new ConfigurationException(
                  "%s = '%s' is for tables; %s contains its own test reviews, so remove it"
                      .formatted(TEST_PATH, path, name(kind)));
            });
  }

  private static void refuseUnlabeled(ReviewSettings settings, SourceKind kind) {
    if (settings.unlabelled() == ReviewSettings.Unlabeled.READ) {
      throw new ConfigurationException(
          "%s = read, but %s holds no unlabeled reviews; set it to ignore"
              .formatted(UNLABELLED, name(kind)));
    }
  }

  private static void requireFile(FileStatus root, SourceKind kind) {
    if (!root.isFile()) {
      throw new BadDataException(
          "%s: %s is a folder, expected a file of kind %s"
              .formatted(PATH, root.getPath(), name(kind)));
    }
  }

  private static String name(SourceKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
