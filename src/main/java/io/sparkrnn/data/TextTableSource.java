package io.sparkrnn.data;

import io.sparkrnn.config.DataSettings.SourceKind;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * CSV, TSV or JSON Lines, one task a file. Spark's own readers split files and then no longer know
 * which row of the file they are at; a bad row must be found again by whoever repairs it.
 */
final class TextTableSource extends TableSource {

  private final Configuration hadoop;

  TextTableSource(
      SourceKind kind,
      TableSchema schema,
      Supplier<List<TablePart>> listing,
      Configuration hadoop) {
    super(kind, schema, listing);
    this.hadoop = hadoop;
  }

  @Override
  JavaRDD<SourceRow> read(TablePart part, SparkSession spark) {
    SerializableConfiguration shared = new SerializableConfiguration(hadoop);
    SourceKind kind = kind();
    TableSchema schema = schema();
    SplitRule rule = part.rule();
    List<String> paths = part.files().stream().map(InputFile::path).toList();
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(paths, paths.size())
        .flatMap(path -> RowIterator.of(TextTables.open(kind, path, schema, rule, shared.value())));
  }
}
