package io.sparkrnn.data.review;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.data.file.SourceKindDetector;
import io.sparkrnn.data.table.SparkTable;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Creates the source of reviews that the settings specify. */
public final class ReviewSources {

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
    Optional<SparkTable> given = SparkTable.of(data, hadoop);
    if (given.isPresent()) {
      return new ReviewTables(data, settings, hadoop).of(given.get());
    }
    Optional<FileStatus> input = InputFiles.input(data, hadoop);
    if (input.isEmpty()) {
      refuseTestPath(settings, SourceKind.SAMPLE);
      refuseUnlabeled(settings, SourceKind.SAMPLE);
      return new SampleReviewSource();
    }
    FileStatus root = input.get();
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
                                  .formatted(DataSettings.PATH, root.getPath()))),
              settings.unlabelled(),
              hadoop);
      case PARQUET, ORC, AVRO, ICEBERG, DELTA, JSONL, CSV, TSV ->
          new ReviewTables(data, settings, hadoop).of(kind, root);
      case AUTO, SAMPLE -> throw new IllegalStateException("not a kind of path: " + kind);
    };
  }

  private static Path withoutTestPath(ReviewSettings settings, SourceKind kind, FileStatus root) {
    refuseTestPath(settings, kind);
    return root.getPath();
  }

  private static void refuseTestPath(ReviewSettings settings, SourceKind kind) {
    settings
        .split()
        .ifPresent(
            split -> {
              throw new ConfigurationException(
                  "%s is for tables; %s contains its own test reviews, so remove it"
                      .formatted(split, kind.spelling()));
            });
  }

  private static void refuseUnlabeled(ReviewSettings settings, SourceKind kind) {
    if (settings.unlabelled() == ReviewSettings.Unlabeled.READ) {
      throw new ConfigurationException(
          "%s = read, but %s holds no unlabeled reviews; set it to ignore"
              .formatted(ReviewSettings.UNLABELLED, kind.spelling()));
    }
  }

  private static void requireFile(FileStatus root, SourceKind kind) {
    if (!root.isFile()) {
      throw new BadDataException(
          "%s: %s is a folder, expected a file of kind %s"
              .formatted(DataSettings.PATH, root.getPath(), kind.spelling()));
    }
  }
}
