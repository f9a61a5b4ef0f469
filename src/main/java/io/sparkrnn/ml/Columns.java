package io.sparkrnn.ml;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.score.Scoring;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a DataFrame that a model reads and adds.
 *
 * @param text is read
 * @param raw gets the log odds of both labels, a vector; empty: it is not added
 * @param probability gets the probabilities of both labels, a vector; empty: it is not added
 * @param prediction gets 0 or 1, a double; empty: it is not added
 */
record Columns(String text, String raw, String probability, String prediction) {

  /** Keeps log odds finite. */
  private static final double LEAST = 1e-7;

  /** What is added, as Spark's own classifiers add it. */
  Scoring scoring() {
    return new Scoring(
        text,
        List.of(
                new Scoring.Added(raw, SQLDataTypes.VectorType(), Columns::logOdds),
                new Scoring.Added(
                    probability,
                    SQLDataTypes.VectorType(),
                    positive -> Vectors.dense(1 - positive, positive)),
                new Scoring.Added(
                    prediction, DataTypes.DoubleType, positive -> positive > 0.5 ? 1.0 : 0.0))
            .stream()
            .filter(column -> !column.name().isEmpty())
            .toList());
  }

  private static Object logOdds(double positive) {
    double within = Math.max(LEAST, Math.min(1 - LEAST, positive));
    double odds = Math.log(within / (1 - within));
    return Vectors.dense(-odds, odds);
  }

  /** The schema with what is added. */
  StructType schema(StructType schema) {
    requireText(schema);
    return scoring().schema(schema);
  }

  private void requireText(StructType schema) {
    require(schema, text, DataTypes.StringType);
  }

  static void require(StructType schema, String column, DataType type) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new BadDataException(
          "the DataFrame has no column '%s', there are %s"
              .formatted(column, String.join(", ", schema.fieldNames())));
    }
    DataType found = schema.apply(column).dataType();
    if (!found.equals(type)) {
      throw new BadDataException(
          "column '%s' is of type %s, expected %s"
              .formatted(column, found.simpleString(), type.simpleString()));
    }
  }
}
