package io.sparkrnn.data.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.config.TableSettings;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Fingerprint;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.SecretRedaction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.functions;

/**
 * Table that Spark reads: of a catalog, the result of a query, of a data source, or files. An
 * Iceberg or Delta table is read as of the version that was current when this object was first
 * used, so that its fingerprint and its rows belong together.
 */
public final class SparkTable {

  private static final String ICEBERG = "iceberg";
  private static final String DELTA = "delta";

  /** Formats that count rows from their metadata. */
  private static final Set<String> COUNTED = Set.of("parquet", "orc", ICEBERG, DELTA);

  /** Calls whose value changes from one run to the next. */
  private static final Pattern VOLATILE =
      Pattern.compile("current_|\\bnow\\b|rand|uuid|unix_timestamp", Pattern.CASE_INSENSITIVE);

  private static final int LONGEST_QUERY = 200;

  /** Where a table is. */
  private sealed interface Origin {

    /** Table or view in a catalog. */
    record Catalog(String name) implements Origin {}

    /** Result of a query. */
    record Query(String sql) implements Origin {}

    /** Table of a data source, with a path if the source has one. */
    record Source(String format, Map<String, String> options, Optional<String> path)
        implements Origin {}

    /** Files of one kind at a path, listed anew on each call. */
    record Files(SourceKind kind, String root, Supplier<List<InputFile>> files) implements Origin {}
  }

  /**
   * Format of a table, and the version that is read.
   *
   * @param version snapshot of Iceberg or version of Delta; empty: the format has none
   */
  private record Pinned(String format, Optional<String> version) {}

  /** Converts one row of Spark to a source row; runs on the executors. */
  @FunctionalInterface
  public interface RowParser extends Serializable {
    /**
     * Converts a row.
     *
     * @param row the columns that are read, then others
     */
    SourceRow row(Row row, String origin, long number);
  }

  private final String key;
  private final Origin origin;
  private final Optional<String> where;
  private final List<String> keyColumns;
  private final Configuration hadoop;
  private Optional<Pinned> pinned = Optional.empty();

  private SparkTable(
      String key,
      Origin origin,
      Optional<String> where,
      List<String> keyColumns,
      Configuration hadoop) {
    this.key = key;
    this.origin = origin;
    this.where = where;
    this.keyColumns = keyColumns;
    this.hadoop = hadoop;
  }

  /** Returns the table that the settings give without files; empty if they give none. */
  public static Optional<SparkTable> of(DataSettings data, Configuration hadoop) {
    TableSettings given = data.tables();
    if (given.table().isPresent()) {
      return Optional.of(ofCatalog(TableSettings.TABLE, given.table().get(), data, hadoop));
    }
    if (given.query().isPresent()) {
      return Optional.of(
          of(TableSettings.QUERY, new Origin.Query(given.query().get()), data, hadoop));
    }
    return given.format().map(format -> ofSource(DataSettings.PATH, data.path(), data, hadoop));
  }

  /**
   * Returns a table of a catalog, with the condition and the keys of the settings.
   *
   * @param key setting that names it, for messages
   */
  public static SparkTable ofCatalog(
      String key, String name, DataSettings data, Configuration hadoop) {
    return of(key, new Origin.Catalog(name), data, hadoop);
  }

  /**
   * Returns a table of the data source that {@code data.format} names.
   *
   * @param key setting of the path, for messages
   */
  public static SparkTable ofSource(
      String key, Optional<String> path, DataSettings data, Configuration hadoop) {
    TableSettings given = data.tables();
    return of(
        path.isPresent() ? key : TableSettings.FORMAT,
        new Origin.Source(given.format().orElseThrow(), given.options(), path),
        data,
        hadoop);
  }

  /**
   * Returns the table of files.
   *
   * @param key setting of the path, for messages
   * @param root the file, or the folder that has the files
   */
  public static SparkTable ofFiles(
      String key,
      SourceKind kind,
      String root,
      Supplier<List<InputFile>> files,
      DataSettings data,
      Configuration hadoop) {
    Origin origin =
        kind == SourceKind.ICEBERG || kind == SourceKind.DELTA
            ? new Origin.Source(kind.spelling(), Map.of(), Optional.of(root))
            : new Origin.Files(kind, root, files);
    return of(key, origin, data, hadoop);
  }

  private static SparkTable of(String key, Origin origin, DataSettings data, Configuration hadoop) {
    return new SparkTable(key, origin, data.tables().where(), data.tables().keyColumns(), hadoop);
  }

  /** This table with another condition; empty: all rows. */
  public SparkTable where(Optional<String> condition) {
    return new SparkTable(key, origin, condition, keyColumns, hadoop);
  }

  /** Setting that names the table. */
  public String key() {
    return key;
  }

  /** One-line description, with the version if it is known already. */
  public String description() {
    String version =
        pinned
            .flatMap(Pinned::version)
            .map(number -> " (%s %s)".formatted(isIceberg() ? "snapshot" : "version", number))
            .orElse("");
    return name() + version + where.map(condition -> " where " + condition).orElse("");
  }

  private boolean isIceberg() {
    return pinned.filter(one -> one.format().equals(ICEBERG)).isPresent();
  }

  /** Name for messages about rows. */
  private String name() {
    if (origin instanceof Origin.Catalog catalog) {
      return "table " + catalog.name();
    }
    if (origin instanceof Origin.Query query) {
      String sql = query.sql().strip().replaceAll("\\s+", " ");
      return "query "
          + (sql.length() <= LONGEST_QUERY ? sql : sql.substring(0, LONGEST_QUERY) + "...");
    }
    if (origin instanceof Origin.Files files) {
      return files.kind() + " table " + files.root();
    }
    Origin.Source source = (Origin.Source) origin;
    String at =
        source
            .path()
            .or(() -> Optional.ofNullable(source.options().get("dbtable")))
            .or(() -> Optional.ofNullable(source.options().get("url")))
            .orElse("");
    return SecretRedaction.hidden("%s table %s".formatted(source.format(), at).strip());
  }

  /**
   * Returns the rows.
   *
   * @throws BadDataException if Spark cannot find or analyse the table or the condition
   */
  public Dataset<Row> load(SparkSession spark) {
    Dataset<Row> rows = all(spark);
    return where.map(condition -> chosen(rows, condition)).orElse(rows);
  }

  private Dataset<Row> chosen(Dataset<Row> rows, String condition) {
    try {
      return rows.where(condition);
    } catch (Exception e) {
      // Scala code throws the checked AnalysisException without declaring it.
      throw new BadDataException(
          "the condition \"%s\" cannot be used on %s, whose columns are %s: %s"
              .formatted(
                  condition,
                  name(),
                  String.join(", ", rows.schema().fieldNames()),
                  InputFiles.reason(e)),
          e);
    }
  }

  private Dataset<Row> all(SparkSession spark) {
    if (origin instanceof Origin.Files files) {
      return files(files, spark);
    }
    Pinned read = pinned(spark);
    try {
      if (origin instanceof Origin.Catalog catalog) {
        return read.version()
            .map(
                version ->
                    spark.sql(
                        "SELECT * FROM %s VERSION AS OF %s".formatted(catalog.name(), version)))
            .orElseGet(() -> spark.table(catalog.name()));
      }
      if (origin instanceof Origin.Query query) {
        return queried(query.sql(), spark);
      }
      Origin.Source source = (Origin.Source) origin;
      Map<String, String> options = new TreeMap<>(source.options());
      read.version()
          .ifPresent(
              version ->
                  options.put(
                      read.format().equals(ICEBERG) ? "snapshot-id" : "versionAsOf", version));
      return source
          .path()
          .map(path -> spark.read().format(source.format()).options(options).load(path))
          .orElseGet(() -> spark.read().format(source.format()).options(options).load());
    } catch (BadDataException e) {
      throw e;
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  private Dataset<Row> files(Origin.Files files, SparkSession spark) {
    List<InputFile> listed = files.files().get();
    if (files.kind() == SourceKind.PARQUET) {
      return ParquetFiles.load(files.root(), listed, spark);
    }
    try {
      return spark
          .read()
          .format(files.kind().spelling())
          .option("basePath", ParquetFiles.base(files.root(), listed))
          .load(
              listed.stream()
                  .map(file -> ParquetFiles.literal(file.path()))
                  .toArray(String[]::new));
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  /** Runs a query, but nothing that changes a table. */
  private static Dataset<Row> queried(String sql, SparkSession spark) throws Exception {
    LogicalPlan plan = spark.sessionState().sqlParser().parsePlan(sql);
    if (plan instanceof Command || plan instanceof ParsedStatement) {
      throw new BadDataException(
          "%s is a statement that changes or describes something, expected a query such as SELECT text, label FROM reviews"
              .formatted(TableSettings.QUERY));
    }
    return spark.sql(sql);
  }

  private BadDataException unreadable(Exception e) {
    String reason = SecretRedaction.hidden(InputFiles.reason(e));
    String lower = reason.toLowerCase(Locale.ROOT);
    String advice = "";
    if (lower.contains("no suitable driver")) {
      advice =
          "; give the jar of the database's driver to spark-submit, with --packages or --jars, and the name of its class in data.options.driver";
    } else if (lower.contains("data source") || e instanceof ClassNotFoundException) {
      advice =
          "; if the format is not part of Spark, give its jar to spark-submit, with --packages or --jars";
    } else if (origin instanceof Origin.Catalog) {
      advice =
          "; the catalogs of Spark are set by spark.sql.catalog.* and, for Hive, by spark.sql.catalogImplementation=hive and hive-site.xml";
    }
    return new BadDataException(
        "%s: %s cannot be read: %s%s".formatted(key, name(), reason, advice), e);
  }

  private Pinned pinned(SparkSession spark) {
    if (pinned.isEmpty()) {
      try {
        pinned = Optional.of(current(spark));
      } catch (BadDataException e) {
        throw e;
      } catch (Exception e) {
        throw unreadable(e);
      }
    }
    return pinned.get();
  }

  private Pinned current(SparkSession spark) {
    if (origin instanceof Origin.Catalog catalog) {
      String format = format(catalog.name(), spark);
      return switch (format) {
        case ICEBERG -> new Pinned(format, snapshot(spark.table(catalog.name() + ".history")));
        case DELTA -> new Pinned(format, Optional.of(version(catalog.name(), spark)));
        default -> new Pinned(format, Optional.empty());
      };
    }
    if (origin instanceof Origin.Source source && source.path().isPresent()) {
      String path = source.path().get();
      String format = source.format().toLowerCase(Locale.ROOT);
      boolean chosen =
          Stream.of(
                  "snapshot-id", "as-of-timestamp", "versionAsOf", "timestampAsOf", "branch", "tag")
              .anyMatch(source.options()::containsKey);
      if (format.equals(ICEBERG) && !chosen) {
        return new Pinned(format, snapshot(spark.read().format(ICEBERG).load(path + "#history")));
      }
      if (format.equals(DELTA) && !chosen) {
        return new Pinned(
            format, Optional.of(version("delta.`%s`".formatted(path.replace("`", "``")), spark)));
      }
      return new Pinned(format, Optional.empty());
    }
    return new Pinned(
        origin instanceof Origin.Source source ? source.format() : "", Optional.empty());
  }

  private static String format(String table, SparkSession spark) {
    return spark.sql("DESCRIBE TABLE EXTENDED " + table).collectAsList().stream()
        .filter(row -> "Provider".equals(row.getString(0)))
        .map(row -> row.getString(1).toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse("");
  }

  private static Optional<String> snapshot(Dataset<Row> history) {
    return history
        .orderBy(col("made_current_at").desc())
        .select("snapshot_id")
        .limit(1)
        .collectAsList()
        .stream()
        .map(row -> Long.toString(row.getLong(0)))
        .findFirst();
  }

  private static String version(String table, SparkSession spark) {
    return Long.toString(
        spark
            .sql("DESCRIBE HISTORY %s LIMIT 1".formatted(table))
            .select("version")
            .first()
            .getLong(0));
  }

  /**
   * Returns the fingerprint of the rows: of the version where the format has one, else of the files
   * where there are files, else a checksum of the columns that are read.
   *
   * @param columns names of the columns that are read
   */
  public String fingerprint(List<String> columns) {
    Fingerprint print = new Fingerprint(key).with("table", name());
    where.ifPresent(condition -> print.with("where", condition));
    print.with("keys", keyColumns);
    if (origin instanceof Origin.Files files && where.isEmpty()) {
      return print.with(files.files().get()).text();
    }
    SparkSession spark = session(key);
    Dataset<Row> rows = load(spark);
    Optional<String> version =
        pinned
            .flatMap(Pinned::version)
            .filter(any -> where.filter(condition -> VOLATILE.matcher(condition).find()).isEmpty());
    spark.sparkContext().setJobGroup("spark-rnn", "fingerprint of " + name(), false);
    return print
        .with(
            "content",
            version.orElseGet(
                () -> {
                  List<String> files =
                      List.of(
                          "_metadata.file_path",
                          "_metadata.file_size",
                          "_metadata.file_modification_time");
                  return RowIdentity.has(rows, files)
                      ? checksum(
                          rows.select(files.stream().map(name -> col(name)).toArray(Column[]::new))
                              .distinct())
                      : checksum(
                          rows.select(
                              Stream.concat(columns.stream(), keyColumns.stream())
                                  .distinct()
                                  .map(name -> ParquetFiles.column(name).cast("string"))
                                  .toArray(Column[]::new)));
                }))
        .text();
  }

  /** Returns a checksum that does not depend on the order of the rows. */
  private static String checksum(Dataset<Row> rows) {
    Column[] cells =
        Arrays.stream(rows.schema().fieldNames())
            .map(name -> ParquetFiles.column(name))
            .toArray(Column[]::new);
    return rows.select(xxhash64(cells).as("hash"))
        .agg(functions.count(lit(1)), sum(col("hash").cast("decimal(38,0)")), expr("bit_xor(hash)"))
        .first()
        .toString();
  }

  /**
   * Returns the session of this process.
   *
   * @param key setting that needs it, for messages
   * @throws SparkNotStartedException if there is none yet
   */
  public static SparkSession session(String key) {
    return session().orElseThrow(() -> new SparkNotStartedException(key));
  }

  private static Optional<SparkSession> session() {
    return Stream.of(SparkSession.getActiveSession(), SparkSession.getDefaultSession())
        .filter(scala.Option::isDefined)
        .map(scala.Option::get)
        .filter(session -> !session.sparkContext().isStopped())
        .findFirst();
  }

  /**
   * Returns the number of rows, if the format knows it without reading them. Before Spark is
   * started, only that of Parquet files is known.
   */
  public OptionalLong count() {
    Optional<SparkSession> spark = session();
    if (origin instanceof Origin.Files files) {
      if (files.kind() == SourceKind.PARQUET && where.isEmpty()) {
        return ParquetFiles.rows(files.files().get(), hadoop);
      }
      return spark.isPresent()
          ? counted(files.kind().spelling(), spark.get())
          : OptionalLong.empty();
    }
    return spark.isPresent()
        ? counted(pinned(spark.get()).format(), spark.get())
        : OptionalLong.empty();
  }

  private OptionalLong counted(String format, SparkSession spark) {
    return COUNTED.contains(format) ? OptionalLong.of(load(spark).count()) : OptionalLong.empty();
  }

  /** Returns Spark's estimate of the bytes of the rows. */
  public long bytes(SparkSession spark) {
    scala.math.BigInt estimate = load(spark).queryExecution().optimizedPlan().stats().sizeInBytes();
    return estimate.isValidLong() ? estimate.toLong() : Long.MAX_VALUE;
  }

  /**
   * Reads the rows with their identity.
   *
   * @param read columns, which come first in the rows that are parsed
   * @param loaded the rows, by {@link #load}
   * @throws BadDataException if a key column is missing
   */
  public JavaRDD<SourceRow> rows(Dataset<Row> loaded, List<Column> read, RowParser parser) {
    List<String> found = Arrays.asList(loaded.schema().fieldNames());
    for (String wanted : keyColumns) {
      if (!found.contains(wanted)) {
        throw new BadDataException(
            "%s has no column '%s' (%s): its columns are %s"
                .formatted(name(), wanted, TableSettings.KEY_COLUMNS, found));
      }
    }
    RowIdentity identity = RowIdentity.of(loaded, name(), keyColumns, read);
    List<Column> selected = new ArrayList<>(read);
    selected.addAll(identity.columns());
    String name = name();
    int identityAt = read.size();
    return loaded
        .select(selected.toArray(Column[]::new))
        .javaRDD()
        .mapPartitions(rows -> new SparkRowIterator(rows, name, identity, identityAt, parser));
  }
}
