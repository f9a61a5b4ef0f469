package io.sparkrnn.data;

import java.util.Optional;
import org.apache.spark.sql.Row;

/** Turns Spark's rows (text bytes, label) into reviews. */
final class ParquetReviews implements ParquetIterator.Maker {

  private final TableSchema schema;
  private final RowMaker maker;

  ParquetReviews(TableSchema schema, SplitRule rule) {
    this.schema = schema;
    maker = new RowMaker(schema, rule);
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
