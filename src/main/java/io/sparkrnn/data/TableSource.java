package io.sparkrnn.data;

import io.sparkrnn.config.DataSettings.SourceKind;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** What all tables have in common: one or two parts, columns and labels. */
abstract class TableSource implements ReviewSource {

  private final SourceKind kind;
  private final TableSchema schema;
  private final Supplier<List<TablePart>> listing;

  /**
   * Reads tables.
   *
   * @param listing lists the files anew each time, as they are then
   */
  TableSource(SourceKind kind, TableSchema schema, Supplier<List<TablePart>> listing) {
    this.kind = kind;
    this.schema = schema;
    this.listing = listing;
  }

  /** The rows of one part. */
  abstract JavaRDD<SourceRow> read(TablePart part, SparkSession spark);

  final SourceKind kind() {
    return kind;
  }

  final TableSchema schema() {
    return schema;
  }

  @Override
  public String description() {
    return kind
        + " table "
        + listing.get().stream()
            .map(part -> part.path())
            .collect(Collectors.joining(", tested on "));
  }

  @Override
  public String fingerprint() {
    Fingerprint fingerprint =
        new Fingerprint(kind.name().toLowerCase(Locale.ROOT)).with("schema", schema);
    listing.get().forEach(part -> fingerprint.with("rule", part.rule()).with(part.files()));
    return fingerprint.text();
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    List<JavaRDD<SourceRow>> rows =
        listing.get().stream()
            .map(
                part -> {
                  JavaRDD<SourceRow> read = read(part, spark);
                  // Reads the first row of the first file that has one: a wrong header fails here.
                  if (read.isEmpty()) {
                    throw part.noRows();
                  }
                  return read;
                })
            .toList();
    return rows.size() == 1
        ? rows.get(0)
        : JavaSparkContext.fromSparkContext(spark.sparkContext()).union(rows.get(0), rows.get(1));
  }
}
