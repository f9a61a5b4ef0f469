package io.sparkrnn.data;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
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
    requireConsistent(settings, columns);
    if (settings.path().isEmpty()) {
      return new SampleSeriesSource();
    }
    FileStatus root = InputFiles.require(ReviewSources.PATH, settings.path().get(), hadoop);
    SourceKind kind =
        settings.source() == SourceKind.AUTO
            ? SourceKindDetector.detect(root, hadoop)
            : settings.source();
    if (!TABLES.contains(kind)) {
      throw new BadDataException(
          "%s = %s is of the kind %s, expected a table of numbers: parquet, csv or tsv"
              .formatted(ReviewSources.PATH, root.getPath(), name(kind)));
    }
    List<InputFile> files = TableInput.files(ReviewSources.PATH, root, kind, hadoop);
    String path = root.getPath().toString();
    return kind == SourceKind.PARQUET
        ? new ParquetSeriesSource(path, files, columns, hadoop)
        : new TextSeriesSource(kind, path, files, columns, hadoop);
  }

  private static void requireConsistent(DataSettings settings, SeriesColumns columns) {
    boolean sample = settings.path().isEmpty();
    SourceKind kind = settings.source();
    if (sample && kind != SourceKind.AUTO && kind != SourceKind.SAMPLE) {
      throw new ConfigurationException(
          "data.source = %s needs data.path, which is not set".formatted(name(kind)));
    }
    if (!sample && kind == SourceKind.SAMPLE) {
      throw new ConfigurationException(
          "data.source = sample reads the embedded sample, but data.path is '%s'; remove one of them"
              .formatted(settings.path().get()));
    }
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

  /** Opens a CSV or TSV file. */
  static RowReader open(SourceKind kind, String path, SeriesColumns columns, Configuration hadoop) {
    try {
      InputStream in = TextTables.stream(path, hadoop);
      char delimiter = kind == SourceKind.TSV ? '\t' : ',';
      return new DelimitedReader(path, in, delimiter, new ObservationParser(columns));
    } catch (IOException e) {
      throw TextTables.broken(path, 0, e);
    }
  }

  /** Returns the kind as {@code data.source} spells it. */
  static String name(SourceKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
