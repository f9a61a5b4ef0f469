package io.sparkrnn.data.review;

import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.table.DelimitedReader;
import io.sparkrnn.data.table.RowIterator;
import io.sparkrnn.data.table.RowReader;
import io.sparkrnn.data.table.TextTables;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Source of reviews in CSV, TSV or JSON Lines files, with one task per file. Spark's own readers
 * split files and lose the number of the row within its file, by which users find a bad row.
 */
final class TextReviewSource extends ReviewTableSource {

  private final Configuration hadoop;

  TextReviewSource(
      SourceKind kind,
      TableSchema schema,
      Supplier<List<TableInput>> listing,
      Configuration hadoop) {
    super(kind, schema, listing);
    this.hadoop = hadoop;
  }

  @Override
  JavaRDD<SourceRow> read(TableInput part, SparkSession spark) {
    SerializableConfiguration shared = new SerializableConfiguration(hadoop);
    SourceKind kind = kind();
    TableSchema schema = schema();
    SplitRule rule = part.rule();
    List<String> paths = part.files().stream().map(InputFile::path).toList();
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(paths, paths.size())
        .flatMap(path -> RowIterator.of(open(kind, path, schema, rule, shared.value())));
  }

  /** Opens a file with the reader for its kind, one of CSV, TSV and JSONL. */
  static RowReader open(
      SourceKind kind, String path, TableSchema schema, SplitRule rule, Configuration hadoop) {
    return kind == SourceKind.JSONL
        ? new JsonLinesReviewReader(path, TextTables.open(path, hadoop), schema, rule)
        : DelimitedReader.open(kind, path, new ReviewParser(schema, rule), hadoop);
  }
}
