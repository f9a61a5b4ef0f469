package io.sparkrnn.score;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.workload.TaskCores;
import io.sparkrnn.workload.TextClasses;
import io.sparkrnn.workload.TextScorer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.nd4j.shade.guava.collect.Iterators;

/** Scores a column of texts in a table, and adds the results as columns. */
public final class Scoring implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String textColumn;
  private final List<AddedColumn> added;

  /** Function from the outputs of the network for a text to the value of an added column. */
  @FunctionalInterface
  public interface ColumnFunction extends Serializable {
    Object of(float[] outputs);
  }

  /** Whether a column of arrays can be added, which not all file formats can store. */
  public enum ArrayColumns {
    ADDED,
    LEFT_OUT
  }

  /**
   * A column that scoring adds.
   *
   * @param type Spark type of the values
   */
  public record AddedColumn(String name, DataType type, ColumnFunction value)
      implements Serializable {}

  /**
   * Creates a scoring.
   *
   * @param textColumn the column of texts
   * @param added the columns to add, in their order
   */
  public Scoring(String textColumn, List<AddedColumn> added) {
    this.textColumn = textColumn;
    this.added = new ArrayList<>(added);
  }

  /**
   * Returns a scoring of texts. For positive and negative reviews it adds {@code probability} (of
   * being positive) and {@code prediction} (1 if the probability is above 0.5, else 0). For other
   * classes it adds {@code probability} (of the predicted class), {@code prediction} (the index of
   * the predicted class), {@code predicted_class} (its name) and {@code probabilities} (an array
   * with the probability of each class).
   *
   * @param arrays whether {@code probabilities} is added
   */
  public static Scoring ofClasses(String textColumn, TextClasses classes, ArrayColumns arrays) {
    List<AddedColumn> added = new ArrayList<>();
    added.add(
        new AddedColumn(
            "probability",
            DataTypes.DoubleType,
            outputs -> (double) outputs[classes.isBinary() ? 0 : classes.predicted(outputs)]));
    added.add(new AddedColumn("prediction", DataTypes.IntegerType, classes::predicted));
    if (!classes.isBinary()) {
      added.add(new AddedColumn("predicted_class", DataTypes.StringType, classes::predictedName));
      if (arrays == ArrayColumns.ADDED) {
        added.add(
            new AddedColumn(
                "probabilities",
                DataTypes.createArrayType(DataTypes.DoubleType, false),
                classes::probabilities));
      }
    }
    return new Scoring(textColumn, added);
  }

  /**
   * Returns the schema of a scored table.
   *
   * @throws BadDataException if the table already has a column that is to be added
   */
  public StructType schema(StructType rows) {
    StructType schema = rows;
    for (AddedColumn column : added) {
      if (List.of(rows.fieldNames()).contains(column.name())) {
        throw new BadDataException(
            "the table has a column '%s' already, which scoring would add; rename it there"
                .formatted(column.name()));
      }
      schema = schema.add(column.name(), column.type(), true);
    }
    return schema;
  }

  /**
   * Returns the rows with their scores, in their order; scores are null for rows without a text.
   *
   * @param scorer the model; broadcast to the executors
   */
  public Dataset<Row> score(Dataset<Row> rows, TextScorer scorer) {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
    Broadcast<TextScorer> model = context.broadcast(scorer);
    int cores = TaskCores.of(context.sc());
    int text = rows.schema().fieldIndex(textColumn);
    return rows.mapPartitions(
        (Iterator<Row> partition) -> {
          NativeThreads.limitTo(cores);
          // Lazily, so that a task holds one minibatch.
          return Iterators.concat(
              Iterators.transform(
                  Iterators.partition(partition, model.value().batchSize()),
                  batch -> scored(batch, model.value(), text).iterator()));
        },
        Encoders.row(schema(rows.schema())));
  }

  private List<Row> scored(List<Row> batch, TextScorer scorer, int text) {
    float[][] outputs =
        scorer.outputs(
            batch.stream()
                .filter(row -> !row.isNullAt(text))
                .map(row -> row.getString(text))
                .toList());
    List<Row> scored = new ArrayList<>(batch.size());
    int at = 0;
    for (Row row : batch) {
      Object[] cells = new Object[row.length() + added.size()];
      for (int i = 0; i < row.length(); i++) {
        cells[i] = row.get(i);
      }
      if (!row.isNullAt(text)) {
        float[] ofText = outputs[at++];
        for (int i = 0; i < added.size(); i++) {
          cells[row.length() + i] = added.get(i).value().of(ofText);
        }
      }
      scored.add(RowFactory.create(cells));
    }
    return scored;
  }
}
