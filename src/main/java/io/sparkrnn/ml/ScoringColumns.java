package io.sparkrnn.ml;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.score.Scoring;
import io.sparkrnn.workload.TextClasses;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Names of the columns of a DataFrame that a model reads and adds.
 *
 * @param text column of texts to read
 * @param raw added column with a vector of the log-odds of both labels, or of more classes the
 *     logarithms of their probabilities; empty: not added
 * @param probability added column with a vector of the probabilities of the classes; empty: not
 *     added
 * @param prediction added column with the index of the predicted class as a double; empty: not
 *     added
 */
record ScoringColumns(String text, String raw, String probability, String prediction) {

  /** Minimum distance of a probability from 0 and 1, which keeps log-odds finite. */
  private static final double LEAST = 1e-7;

  /** Returns the scoring that adds the columns, in the form of Spark's own classifiers. */
  Scoring scoring(TextClasses classes) {
    return new Scoring(
        text,
        List.of(
                new Scoring.AddedColumn(
                    raw, SQLDataTypes.VectorType(), outputs -> raw(classes, outputs)),
                new Scoring.AddedColumn(
                    probability,
                    SQLDataTypes.VectorType(),
                    outputs -> Vectors.dense(classes.probabilities(outputs))),
                new Scoring.AddedColumn(
                    prediction,
                    DataTypes.DoubleType,
                    outputs -> (double) classes.predicted(outputs)))
            .stream()
            .filter(column -> !column.name().isEmpty())
            .toList());
  }

  private static Object raw(TextClasses classes, float[] outputs) {
    if (!classes.isBinary()) {
      return Vectors.dense(
          Arrays.stream(classes.probabilities(outputs))
              .map(one -> Math.log(clipped(one)))
              .toArray());
    }
    double within = clipped(outputs[0]);
    double odds = Math.log(within / (1 - within));
    return Vectors.dense(-odds, odds);
  }

  private static double clipped(double probability) {
    return Math.max(LEAST, Math.min(1 - LEAST, probability));
  }

  /**
   * Returns the schema with the added columns.
   *
   * @throws BadDataException if the column of texts is missing or holds no strings, or the schema
   *     already has a column that is to be added
   */
  StructType schema(StructType schema) {
    require(schema, text, DataTypes.StringType);
    // The columns' types are those of any classes.
    return scoring(TextClasses.BINARY).schema(schema);
  }

  private static void require(StructType schema, String column, DataType type) {
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
