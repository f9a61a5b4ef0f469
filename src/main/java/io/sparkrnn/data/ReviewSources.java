package io.sparkrnn.data;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.config.DataSettings.Unlabelled;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Picks the source that the settings mean. */
public final class ReviewSources {

  static final String PATH = "data.path";
  static final String SOURCE = "data.source";
  static final String TEST_PATH = "data.test-path";
  static final String TEXT_COLUMN = "data.text-column";
  static final String LABEL_COLUMN = "data.label-column";
  static final String POSITIVE_LABELS = "data.labels.positive";
  static final String NEGATIVE_LABELS = "data.labels.negative";
  static final String WORD_INDEX = "data.word-index";
  static final String UNLABELLED = "data.unlabelled";

  private ReviewSources() {}

  /**
   * Opens the configured source; with {@code AUTO} its kind is told by the path: none is the
   * embedded sample, a file goes by its name, a folder by what it holds. Reads nothing yet but
   * listings.
   *
   * @throws BadDataException if the path does not exist or leads to nothing that can be read
   * @throws ConfigurationException if settings contradict each other
   */
  public static ReviewSource open(DataSettings settings, Configuration hadoop) {
    if (settings.path().isEmpty()) {
      return withoutPath(settings);
    }
    if (settings.source() == SourceKind.SAMPLE) {
      throw new ConfigurationException(
          "%s = sample reads the embedded sample, but %s is '%s'; remove one of them"
              .formatted(SOURCE, PATH, settings.path().get()));
    }
    FileStatus root = Inputs.require(PATH, settings.path().get(), hadoop);
    SourceKind kind =
        settings.source() == SourceKind.AUTO ? SourceKinds.detect(root, hadoop) : settings.source();
    return switch (kind) {
      case IMDB_ARCHIVE -> {
        requireFile(root, kind);
        yield new ImdbArchiveSource(
            ownSplit(settings, kind, root).toString(), settings.unlabelled(), hadoop);
      }
      case KERAS_NPZ -> {
        requireFile(root, kind);
        refuseUnlabelled(settings, kind);
        yield KerasNpzSource.open(
            ownSplit(settings, kind, root).toString(), settings.wordIndex(), hadoop);
      }
      case IMDB_FOLDER ->
          new ImdbFolderSource(
              SourceKinds.imdbRoot(ownSplit(settings, kind, root), hadoop)
                  .orElseThrow(
                      () ->
                          new BadDataException(
                              "%s: %s holds neither train/pos nor aclImdb/train/pos"
                                  .formatted(PATH, root.getPath()))),
              settings.unlabelled(),
              hadoop);
      case PARQUET ->
          new ParquetSource(TableSchema.of(settings), parts(root, kind, settings, hadoop), hadoop);
      case JSONL, CSV, TSV ->
          new TextTableSource(
              kind, TableSchema.of(settings), parts(root, kind, settings, hadoop), hadoop);
      case AUTO, SAMPLE -> throw new IllegalStateException("not a kind of path: " + kind);
    };
  }

  private static ReviewSource withoutPath(DataSettings settings) {
    if (settings.source() != SourceKind.AUTO && settings.source() != SourceKind.SAMPLE) {
      throw new ConfigurationException(
          "%s = %s needs %s, which is not set".formatted(SOURCE, name(settings.source()), PATH));
    }
    refuseTestPath(settings, SourceKind.SAMPLE);
    refuseUnlabelled(settings, SourceKind.SAMPLE);
    return new SampleSource();
  }

  private static Supplier<List<TablePart>> parts(
      FileStatus root, SourceKind kind, DataSettings settings, Configuration hadoop) {
    // Listed once now, so that what is missing is told before a job begins.
    TablePart.list(root, kind, settings, hadoop);
    return () ->
        TablePart.list(
            Inputs.require(PATH, root.getPath().toString(), hadoop), kind, settings, hadoop);
  }

  private static Path ownSplit(DataSettings settings, SourceKind kind, FileStatus root) {
    refuseTestPath(settings, kind);
    return root.getPath();
  }

  private static void refuseTestPath(DataSettings settings, SourceKind kind) {
    settings
        .testPath()
        .ifPresent(
            path -> {
              throw new ConfigurationException(
                  "%s = '%s' is for tables; %s brings test reviews of its own, so remove it"
                      .formatted(TEST_PATH, path, name(kind)));
            });
  }

  private static void refuseUnlabelled(DataSettings settings, SourceKind kind) {
    if (settings.unlabelled() == Unlabelled.READ) {
      throw new ConfigurationException(
          "%s = read, but %s holds no reviews without a label; set it to ignore"
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
