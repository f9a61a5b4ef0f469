package io.sparkrnn.data.review;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Utf8;
import io.sparkrnn.data.table.ParquetRowIterator;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Converts rows of Spark (text as bytes, label as string) to reviews. */
final class ParquetReviewParser implements ParquetRowIterator.Maker {

  private final TableSchema schema;
  private final ReviewParser maker;

  ParquetReviewParser(TableSchema schema, SplitRule rule) {
    this.schema = schema;
    maker = new ReviewParser(schema, rule);
  }

  @Override
  public SourceRow row(Row row, String origin, long number) {
    Optional<String> label = row.isNullAt(1) ? Optional.empty() : Optional.of(row.getString(1));
    if (row.isNullAt(0)) {
      return maker.row(origin, number, Optional.empty(), label);
    }
    Utf8.Decoded text = Utf8.decode(row.<byte[]>getAs(0));
    if (text instanceof Utf8.Broken broken) {
      return new BadRow(origin, number, "column '%s' %s".formatted(schema.text(), broken.reason()));
    }
    return maker.row(origin, number, Optional.of(((Utf8.Text) text).text()), label);
  }
}
