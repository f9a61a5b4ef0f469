package io.sparkrnn.data.series;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.data.file.SourceKindDetector;
import io.sparkrnn.data.table.SparkTable;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** Creates the source of time series that the settings specify: tables or the embedded sample. */
public final class SeriesSources {

  private static final Set<SourceKind> TABLES =
      Set.of(
          SourceKind.PARQUET,
          SourceKind.ORC,
          SourceKind.AVRO,
          SourceKind.ICEBERG,
          SourceKind.DELTA,
          SourceKind.CSV,
          SourceKind.TSV);

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
    Optional<SparkTable> given = SparkTable.of(settings, hadoop);
    if (given.isPresent()) {
      return ofSpark(given.get(), columns);
    }
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
          "%s = %s is of the kind %s, expected a table of numbers: parquet, orc, avro, iceberg, delta, csv or tsv"
              .formatted(DataSettings.PATH, root.getPath(), kind.spelling()));
    }
    String path = root.getPath().toString();
    Supplier<List<InputFile>> files =
        () -> SourceKindDetector.files(DataSettings.PATH, root, kind, hadoop);
    if (kind == SourceKind.CSV || kind == SourceKind.TSV) {
      return new SeriesTableSource(
          kind,
          path,
          files.get(),
          settings.tables().csv(),
          settings.tables().where(),
          columns,
          hadoop);
    }
    SparkTable table = SparkTable.ofFiles(DataSettings.PATH, kind, path, files, settings, hadoop);
    if (kind == SourceKind.PARQUET) {
      // List the files now, so that missing input is reported before a Spark job starts.
      SourceKindDetector.files(DataSettings.PATH, root, kind, hadoop);
      return new SeriesSparkSource(table, columns);
    }
    return ofSpark(table, columns);
  }

  /** Returns the source on a table whose rows have no numbers. */
  private static SeriesSource ofSpark(SparkTable table, SeriesColumns columns) {
    if (!columns.hasTime()) {
      throw new ConfigurationException(
          "forecast.input.time-column is not set, and %s has no order of its own; set it to the column of the timestamps"
              .formatted(table.description()));
    }
    return new SeriesSparkSource(table, columns);
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
