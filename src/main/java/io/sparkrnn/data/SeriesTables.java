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

/** Opens the series that the settings name: tables of numbers, or the embedded sample. */
public final class SeriesTables {

  private static final Set<SourceKind> TABLES =
      Set.of(SourceKind.PARQUET, SourceKind.CSV, SourceKind.TSV);

  private SeriesTables() {}

  /**
   * The source. Reads nothing yet but listings.
   *
   * @throws BadDataException if the path does not exist or leads to no table
   * @throws ConfigurationException if settings contradict each other
   */
  public static SeriesSource open(
      DataSettings settings, SeriesColumns columns, Configuration hadoop) {
    requireSense(settings, columns);
    if (settings.path().isEmpty()) {
      return new SampleSeriesSource();
    }
    FileStatus root = Inputs.require(ReviewSources.PATH, settings.path().get(), hadoop);
    SourceKind kind =
        settings.source() == SourceKind.AUTO ? SourceKinds.detect(root, hadoop) : settings.source();
    if (!TABLES.contains(kind)) {
      throw new BadDataException(
          "%s = %s is of the kind %s, expected a table of numbers: parquet, csv or tsv"
              .formatted(ReviewSources.PATH, root.getPath(), name(kind)));
    }
    List<InputFile> files = TablePart.files(ReviewSources.PATH, root, kind, hadoop);
    String path = root.getPath().toString();
    return kind == SourceKind.PARQUET
        ? new ParquetSeriesSource(path, files, columns, hadoop)
        : new TextSeriesSource(kind, path, files, columns, hadoop);
  }

  private static void requireSense(DataSettings settings, SeriesColumns columns) {
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
    settings
        .testPath()
        .ifPresent(
            path -> {
              throw new ConfigurationException(
                  "data.test-path = '%s': series are split by time; set data.test-fraction instead"
                      .formatted(path));
            });
    columns
        .namedTwice()
        .ifPresent(
            name -> {
              throw new ConfigurationException(
                  "column '%s' is named twice; value, time, series and features are columns of their own"
                      .formatted(name));
            });
    try {
      new MomentParser(columns.timeFormat());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "the time format '%s' is no pattern: %s".formatted(columns.timeFormat(), e.getMessage()),
          e);
    }
  }

  /** Fails if a table lacks a column that is asked for. */
  static void requireColumns(SeriesColumns columns, List<String> found, String where) {
    for (String wanted : columns.all()) {
      if (!found.contains(wanted)) {
        throw new BadDataException(
            "%s has no column '%s', its columns are %s; name those of your table"
                .formatted(where, wanted, found));
      }
    }
  }

  /** Opens a file of text. */
  static RowReader open(SourceKind kind, String path, SeriesColumns columns, Configuration hadoop) {
    try {
      InputStream in = TextTables.stream(path, hadoop);
      return new MeasurementReader(path, in, kind == SourceKind.TSV ? '\t' : ',', columns);
    } catch (IOException e) {
      throw TextTables.broken(path, 0, e);
    }
  }

  static String name(SourceKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
