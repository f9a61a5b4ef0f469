package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Settings of tables that are read as input ({@code data.*}).
 *
 * @param table name of a table or view in a catalog of Spark; empty: none
 * @param query SQL query whose result is the table; empty: none
 * @param format short name or class of a data source of Spark; empty: {@code data.source} decides
 * @param options options of the data source
 * @param where SQL condition that chooses rows; empty: all rows
 * @param keyColumns columns that identify a row
 * @param csv dialect of CSV files
 */
public record TableSettings(
    Optional<String> table,
    Optional<String> query,
    Optional<String> format,
    Map<String, String> options,
    Optional<String> where,
    List<String> keyColumns,
    CsvDialect csv) {

  /** Keys of the settings. */
  public static final String TABLE = "data.table";

  public static final String QUERY = "data.query";
  public static final String FORMAT = "data.format";
  public static final String OPTIONS = "data.options";
  public static final String WHERE = "data.where";
  public static final String KEY_COLUMNS = "data.key-columns";

  /** No table: files at {@code data.path}, or the embedded sample. */
  public static final TableSettings NONE =
      new TableSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          List.of(),
          CsvDialect.RFC_4180);

  public TableSettings {
    requireNonNull(table, "table is null");
    requireNonNull(query, "query is null");
    requireNonNull(format, "format is null");
    options = Map.copyOf(options);
    requireNonNull(where, "where is null");
    keyColumns = List.copyOf(keyColumns);
    requireNonNull(csv, "csv is null");
  }

  /**
   * Adds to a layer of a configuration that says where the examples are that the other ways to say
   * so, and the condition on the rows, are not those of the layers below. A data source keeps the
   * path below, which it reads; a path keeps the format below, unless that is the sample's.
   */
  static Config replacingSource(Config layer, Config below) {
    Config replacing = layer;
    for (String source : List.of(DataSettings.PATH, TABLE, QUERY, FORMAT)) {
      if (names(layer, source)) {
        Map<String, String> others = new TreeMap<>();
        Stream.of(DataSettings.PATH, TABLE, QUERY, WHERE)
            .filter(key -> !key.equals(source))
            .filter(key -> !(source.equals(FORMAT) && key.equals(DataSettings.PATH)))
            .forEach(key -> others.put(key, ""));
        if (source.equals(TABLE) || source.equals(QUERY)) {
          others.put(FORMAT, "");
          others.put(OPTIONS, "");
        }
        if (!source.equals(DataSettings.PATH) || isSample(below)) {
          others.put(DataSettings.SOURCE, "auto");
        }
        replacing = replacing.withFallback(ConfigFactory.parseMap(others, "replaced by " + source));
      }
    }
    return replacing;
  }

  private static boolean isSample(Config layers) {
    return names(layers, DataSettings.SOURCE)
        && layers
            .getValue(DataSettings.SOURCE)
            .unwrapped()
            .equals(DataSettings.SourceKind.SAMPLE.spelling());
  }

  private static boolean names(Config layer, String key) {
    try {
      return layer.hasPath(key) && !layer.getValue(key).unwrapped().equals("");
    } catch (ConfigException e) {
      // A substitution, which may be of nothing, or a section: reported elsewhere.
      return false;
    }
  }

  static TableSettings read(SettingsReader read) {
    return new TableSettings(
        read.optionalText(TABLE, "the name of a table, such as catalog.database.table, or \"\""),
        read.optionalText(QUERY, "a SQL query or \"\""),
        read.optionalText(FORMAT, "a data source of Spark, such as orc, avro or jdbc, or \"\""),
        read.options(OPTIONS),
        read.optionalText(WHERE, "a SQL condition or \"\""),
        read.textsOrNone(KEY_COLUMNS),
        CsvDialect.read(read));
  }

  /** Reports settings that exclude each other. */
  void requireOneSource(SettingsReader read, Optional<String> path) {
    if (read.valid(TABLE, QUERY) && table.isPresent() && query.isPresent()) {
      read.reject(QUERY, "is set, and data.table too, expected one of them");
    }
    if (!read.valid(TABLE, QUERY, FORMAT, DataSettings.PATH)) {
      return;
    }
    boolean catalog = table.isPresent() || query.isPresent();
    if (catalog && path.isPresent()) {
      read.reject(
          DataSettings.PATH,
          "is set, and %s too, expected one of them".formatted(table.isPresent() ? TABLE : QUERY));
    }
    if (catalog && format.isPresent()) {
      read.reject(FORMAT, "has no effect with data.table or data.query; the catalog knows it");
    }
    if (format.isEmpty() && !options.isEmpty() && read.valid(OPTIONS)) {
      read.reject(OPTIONS, "is set without data.format, which the options are for");
    }
    if (!catalog && format.isEmpty() && path.isEmpty()) {
      Stream.of(WHERE, KEY_COLUMNS)
          .filter(read::valid)
          .filter(key -> key.equals(WHERE) ? where.isPresent() : !keyColumns.isEmpty())
          .forEach(
              key ->
                  read.reject(
                      key, "is set, but no table, expected data.table, data.query or data.path"));
    }
  }

  /** Whether Spark reads a table that is not given by {@code data.path} alone. */
  public boolean isGiven() {
    return table.isPresent() || query.isPresent() || format.isPresent();
  }

  /** Whether a Spark session is needed to know the rows that are read. */
  public boolean needsSpark() {
    return isGiven() || where.isPresent();
  }
}
