package io.sparkrnn.data.series;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.data.file.SourceKindDetector;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** Creates the source of time series that the settings specify: tables or the embedded sample. */
public final class SeriesSources {

  private static final Set<SourceKind> TABLES =
      Set.of(SourceKind.PARQUET, SourceKind.CSV, SourceKind.TSV);

  private SeriesSources() {}

  /**
   * Creates the configured source. Only directory listings are read.
   *
   * @throws BadDataException if the path does not exist or is not a table
   * @throws ConfigurationException if settings contradict each other
   */
  public static SeriesSource open(
      DataSettings settings, SeriesColumns columns, Configuration hadoop) {
    requireConsistent(columns);
    Optional<FileStatus> input = InputFiles.input(settings, hadoop);
    if (input.isEmpty()) {
      return new SampleSeriesSource();
    }
    FileStatus root = input.get();
    SourceKind kind =
        settings.source() == SourceKind.AUTO
            ? SourceKindDetector.detect(root, hadoop)
            : settings.source();
    if (!TABLES.contains(kind)) {
      throw new BadDataException(
          "%s = %s is of the kind %s, expected a table of numbers: parquet, csv or tsv"
              .formatted(DataSettings.PATH, root.getPath(), kind.spelling()));
    }
    List<InputFile> files = SourceKindDetector.files(DataSettings.PATH, root, kind, hadoop);
    String path = root.getPath().toString();
    return new SeriesTableSource(kind, path, files, columns, hadoop);
  }

  private static void requireConsistent(SeriesColumns columns) {
    columns
        .namedTwice()
        .ifPresent(
            name -> {
              throw new ConfigurationException(
                  ("column '%s' is used twice; value, time, series and features must be different"
                          + " columns")
                      .formatted(name));
            });
    try {
      new TimestampParser(columns.timeFormat());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "the time format '%s' is not a valid pattern: %s"
              .formatted(columns.timeFormat(), e.getMessage()),
          e);
    }
  }

  /**
   * Checks that a table has all columns.
   *
   * @param found names of the columns of the table
   * @param where the path of the table, for messages
   * @throws BadDataException if a column is missing
   */
  static void requireColumns(SeriesColumns columns, List<String> found, String where) {
    for (String wanted : columns.all()) {
      if (!found.contains(wanted)) {
        throw new BadDataException(
            "%s has no column '%s', its columns are %s; set the names of your columns"
                .formatted(where, wanted, found));
      }
    }
  }
}
