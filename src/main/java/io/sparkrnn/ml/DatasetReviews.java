package io.sparkrnn.ml;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.ReviewSource;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Source of training reviews in the rows of a DataFrame, in the order of its partitions.
 *
 * @param rows DataFrame of two columns: a text, and a label as a double, the index of a class
 * @param names names of the classes by index; empty: 0 is negative and 1 positive
 */
record DatasetReviews(Dataset<Row> rows, List<String> names) implements ReviewSource {

  DatasetReviews {
    names = List.copyOf(names);
  }

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
  public boolean hasClasses() {
    return !names.isEmpty();
  }

  @Override
  public Optional<List<String>> classes() {
    return Optional.of(names).filter(all -> !all.isEmpty());
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    List<String> all = names;
    return rows.javaRDD().zipWithIndex().map(row -> review(row._1(), row._2() + 1, all));
  }

  private static SourceRow review(Row row, long number, List<String> names) {
    if (row.isNullAt(0)) {
      return new BadRow(ORIGIN, number, "the text is null, expected a review");
    }
    int classes = names.isEmpty() ? 2 : names.size();
    double label = row.isNullAt(1) ? Double.NaN : row.getDouble(1);
    if (!(label >= 0 && label < classes && label == Math.rint(label))) {
      return new BadRow(
          ORIGIN,
          number,
          names.isEmpty()
              ? "the label is %s, expected 0 or 1; for more classes set data.labels.classes = found"
                  .formatted(row.get(1))
              : "the label is %s, expected the index of a class, from 0 to %d"
                  .formatted(row.get(1), classes - 1));
    }
    return names.isEmpty()
        ? new Review(Split.TRAIN, ORIGIN, number, (int) label, row.getString(0))
        : new Review(Split.TRAIN, ORIGIN, number, names.get((int) label), row.getString(0));
  }
}
