package io.sparkrnn.score;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.error.MessageText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.CreateTableWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.connector.catalog.CatalogManager;
import org.apache.spark.sql.functions;

/**
 * Table in a catalog of Spark that scored rows are written to. Iceberg and Delta commit all rows or
 * none; a table of files may be left with a part of them if the job is killed.
 *
 * @param name name of the table, such as catalog.database.scores
 * @param mode what happens to the rows that it has
 * @param partition values of columns that are added to each row, by the columns' names; they
 *     partition a table that does not exist yet
 */
public record CatalogTable(String name, Mode mode, Map<String, String> partition) {

  /** Treatment of rows that a table has already. */
  public enum Mode {
    /** They stay. */
    APPEND,
    /** Those of the partitions that are written are replaced; all if it is not partitioned. */
    REPLACE
  }

  /** Formats whose tables are written as of Spark's second version of data sources. */
  private static final Set<String> TRANSACTIONAL = Set.of("iceberg", "delta");

  public CatalogTable {
    partition = Map.copyOf(partition);
  }

  /**
   * Writes rows; creates the table if it does not exist. Columns that an existing table does not
   * have are left out.
   *
   * @throws BadDataException if the table has a column that the rows lack, or Spark cannot write it
   */
  public void write(Dataset<Row> rows) {
    SparkSession spark = rows.sparkSession();
    try {
      Dataset<Row> partitioned = partitioned(rows);
      if (spark.catalog().tableExists(name)) {
        add(fitting(partitioned, spark), spark);
      } else {
        create(partitioned);
      }
    } catch (BadDataException | ConfigurationException e) {
      throw e;
    } catch (Exception e) {
      // Spark throws its AnalysisException without declaring it.
      throw new BadDataException(
          "table %s cannot be written: %s".formatted(name, MessageText.reason(e)), e);
    }
  }

  private Dataset<Row> partitioned(Dataset<Row> rows) {
    Dataset<Row> with = rows;
    for (Map.Entry<String, String> column : partition.entrySet()) {
      if (Arrays.asList(rows.columns()).contains(column.getKey())) {
        throw new ConfigurationException(
            "--partition names the column '%s', which the scored rows have already; leave it out"
                .formatted(column.getKey()));
      }
      with = with.withColumn(column.getKey(), functions.lit(column.getValue()));
    }
    return with;
  }

  private void create(Dataset<Row> rows) throws Exception {
    CreateTableWriter<Row> writer = rows.writeTo(name);
    if (!partition.isEmpty()) {
      Column[] by = partition.keySet().stream().sorted().map(functions::col).toArray(Column[]::new);
      writer = rows.writeTo(name).partitionedBy(by[0], Arrays.copyOfRange(by, 1, by.length));
    }
    if (isOfSession(rows.sparkSession())) {
      // Spark would otherwise create a table of Hive's own format.
      writer = writer.using(rows.sparkSession().conf().get("spark.sql.sources.default"));
    }
    writer.create();
  }

  /** Whether the table is in Spark's own catalog, whose tables may be of any format. */
  private boolean isOfSession(SparkSession spark) throws ParseException {
    CatalogManager catalogs = spark.sessionState().catalogManager();
    String first = spark.sessionState().sqlParser().parseMultipartIdentifier(name).head();
    String catalog = catalogs.isCatalogRegistered(first) ? first : catalogs.currentCatalog().name();
    return catalog.equals(CatalogManager.SESSION_CATALOG_NAME());
  }

  /** Returns the columns of the table, in its order. */
  private Dataset<Row> fitting(Dataset<Row> rows, SparkSession spark) {
    List<String> present = Arrays.asList(rows.columns());
    List<String> wanted = Arrays.asList(spark.table(name).columns());
    List<String> missing = new ArrayList<>(wanted);
    missing.removeAll(present);
    if (!missing.isEmpty()) {
      throw new BadDataException(
          "table %s has columns that the scored rows lack: %s; their columns are %s. Add them with --partition COLUMN=VALUE, or write to another table"
              .formatted(name, String.join(", ", missing), String.join(", ", present)));
    }
    return rows.select(
        wanted.stream()
            .map(column -> functions.col("`" + column.replace("`", "``") + "`"))
            .toArray(Column[]::new));
  }

  private void add(Dataset<Row> rows, SparkSession spark) throws Exception {
    if (TRANSACTIONAL.contains(format(spark))) {
      if (mode == Mode.APPEND) {
        rows.writeTo(name).append();
      } else {
        rows.writeTo(name).overwritePartitions();
      }
      return;
    }
    // Partitions are chosen by the rows, and others stay: by default, Spark would drop all of them.
    // As
    // an option of the writer, the mode would have no effect on insertInto.
    Map<String, String> settings =
        Map.of(
            "hive.exec.dynamic.partition.mode", "nonstrict",
            "spark.sql.sources.partitionOverwriteMode", "dynamic");
    settings.forEach(spark.conf()::set);
    rows.write().mode(mode == Mode.APPEND ? SaveMode.Append : SaveMode.Overwrite).insertInto(name);
  }

  private String format(SparkSession spark) {
    return spark.sql("DESCRIBE TABLE EXTENDED " + name).collectAsList().stream()
        .filter(row -> "Provider".equals(row.getString(0)))
        .map(row -> row.getString(1).toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse("");
  }
}
