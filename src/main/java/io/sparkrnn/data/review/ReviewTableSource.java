package io.sparkrnn.data.review;

import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Fingerprint;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Base of the sources of reviews in tables, with training and test reviews at one or two paths. */
abstract class ReviewTableSource implements ReviewSource {

  private final SourceKind kind;
  private final TableSchema schema;
  private final Supplier<List<TableInput>> listing;

  /**
   * Creates a source.
   *
   * @param listing lists the files anew on each call
   */
  ReviewTableSource(SourceKind kind, TableSchema schema, Supplier<List<TableInput>> listing) {
    this.kind = kind;
    this.schema = schema;
    this.listing = listing;
  }

  /** Reads the rows of the files under one setting. */
  abstract JavaRDD<SourceRow> read(TableInput part, SparkSession spark);

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
                  // isEmpty reads the first row, so that a wrong header fails here.
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
