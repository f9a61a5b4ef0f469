package io.sparkrnn.ml;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.ReviewSource;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Source of training reviews in the rows of a DataFrame, in the order of its partitions.
 *
 * @param rows DataFrame of two columns: a text, and a label as a double, 0 or 1
 */
record DatasetReviews(Dataset<Row> rows) implements ReviewSource {

  private static final String ORIGIN = "DataFrame";

  @Override
  public String description() {
    return "a DataFrame";
  }

  /** Returns the object's identity: DataFrames have no fingerprint, so their data is not cached. */
  @Override
  public String fingerprint() {
    return ORIGIN + " " + System.identityHashCode(rows);
  }

  @Override
  public boolean hasTest() {
    return false;
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    return rows.javaRDD().zipWithIndex().map(row -> review(row._1(), row._2() + 1));
  }

  private static SourceRow review(Row row, long number) {
    if (row.isNullAt(0)) {
      return new BadRow(ORIGIN, number, "the text is null, expected a review");
    }
    if (row.isNullAt(1) || (row.getDouble(1) != 0 && row.getDouble(1) != 1)) {
      return new BadRow(ORIGIN, number, "the label is %s, expected 0 or 1".formatted(row.get(1)));
    }
    return new Review(Split.TRAIN, ORIGIN, number, (int) row.getDouble(1), row.getString(0));
  }
}
