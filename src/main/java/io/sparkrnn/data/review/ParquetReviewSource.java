package io.sparkrnn.data.review;

import static org.apache.spark.sql.functions.col;

import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.table.ParquetFiles;
import io.sparkrnn.data.table.ParquetRowIterator;
import io.sparkrnn.error.BadDataException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Source of reviews in Parquet files, read by Spark; rows are identified by file and row index. */
final class ParquetReviewSource extends ReviewTableSource {

  private final Configuration hadoop;

  ParquetReviewSource(
      TableSchema schema, Supplier<List<TableInput>> listing, Configuration hadoop) {
    super(SourceKind.PARQUET, schema, listing);
    this.hadoop = hadoop;
  }

  @Override
  JavaRDD<SourceRow> read(TableInput part, SparkSession spark) {
    part.files().forEach(file -> ParquetFiles.requireComplete(file, hadoop));
    Dataset<Row> table = ParquetFiles.load(part.path(), part.files(), spark);
    requireTypes(table.schema(), part.path());
    TableSchema schema = schema();
    SplitRule rule = part.rule();
    String where = part.path();
    // The text is read as bytes, since Spark silently replaces malformed UTF-8 in strings.
    return table
        .select(
            ParquetFiles.column(schema.text()).cast("binary"),
            ParquetFiles.column(schema.label()).cast("string"),
            col("_metadata.file_path"),
            col("_metadata.row_index"))
        .javaRDD()
        .mapPartitions(
            rows -> new ParquetRowIterator(rows, where, 2, new ParquetReviewParser(schema, rule)));
  }

  private void requireTypes(StructType table, String where) {
    schema().requireColumns(Arrays.asList(table.fieldNames()), where);
    DataType text = table.apply(schema().text()).dataType();
    if (!(text instanceof StringType) && !(text instanceof BinaryType)) {
      throw new BadDataException(
          "%s: column '%s' is of type %s, expected string"
              .formatted(where, schema().text(), text.simpleString()));
    }
    DataType label = table.apply(schema().label()).dataType();
    if (!(label instanceof StringType)
        && !(label instanceof NumericType)
        && !(label instanceof BooleanType)) {
      throw new BadDataException(
          "%s: column '%s' is of type %s, expected string, a number or boolean"
              .formatted(where, schema().label(), label.simpleString()));
    }
  }
}
