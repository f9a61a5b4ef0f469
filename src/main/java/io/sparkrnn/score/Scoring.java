package io.sparkrnn.score;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.workload.sentiment.ReviewScorer;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Adds what a model says of a column of texts to the rows of a table. */
public final class Scoring implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String textColumn;
  private final List<Added> added;

  /** What a column holds of a text's probability to be positive. */
  @FunctionalInterface
  public interface Value extends Serializable {
    Object of(double probability);
  }

  /**
   * A column that is added.
   *
   * @param type what {@code value} gives
   */
  public record Added(String name, DataType type, Value value) implements Serializable {}

  /**
   * A scoring.
   *
   * @param textColumn the column of texts
   * @param added the columns that are added, in their order
   */
  public Scoring(String textColumn, List<Added> added) {
    this.textColumn = textColumn;
    this.added = new ArrayList<>(added);
  }

  /**
   * The scoring of reviews that adds {@code probability} (of being positive) and {@code prediction}
   * (1 from one half on).
   */
  public static Scoring ofReviews(String textColumn) {
    return new Scoring(
        textColumn,
        List.of(
            new Added("probability", DataTypes.DoubleType, probability -> probability),
            new Added(
                "prediction",
                DataTypes.IntegerType,
                probability -> isPositive(probability) ? 1 : 0)));
  }

  /** Whether a probability stands for a positive review, as the scores of training count it. */
  public static boolean isPositive(double probability) {
    return probability > 0.5;
  }

  /**
   * The columns of a scored table.
   *
   * @throws BadDataException if it has one already that is to be added
   */
  public StructType schema(StructType rows) {
    StructType schema = rows;
    for (Added column : added) {
      if (Arrays.asList(rows.fieldNames()).contains(column.name())) {
        throw new BadDataException(
            "the table has a column '%s' already, which scoring would add; rename it there"
                .formatted(column.name()));
      }
      schema = schema.add(column.name(), column.type(), true);
    }
    return schema;
  }

  /**
   * The rows with their scores, in their order; a row without a text has none.
   *
   * @param scorer sent to each executor once
   */
  public Dataset<Row> score(Dataset<Row> rows, ReviewScorer scorer) {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
    Broadcast<ReviewScorer> model = context.broadcast(scorer);
    int cores = context.sc().getConf().getInt("spark.task.cpus", 1);
    int text = rows.schema().fieldIndex(textColumn);
    return rows.mapPartitions(
        (Iterator<Row> part) -> {
          NativeThreads.limitTo(cores);
          return new Scored(part, model.value(), text);
        },
        Encoders.row(schema(rows.schema())));
  }

  /** Rows of a partition, a minibatch at a time. */
  private final class Scored implements Iterator<Row> {

    private final Iterator<Row> rows;
    private final ReviewScorer scorer;
    private final int text;
    private Iterator<Row> ready = List.<Row>of().iterator();

    Scored(Iterator<Row> rows, ReviewScorer scorer, int text) {
      this.rows = rows;
      this.scorer = scorer;
      this.text = text;
    }

    @Override
    public boolean hasNext() {
      return ready.hasNext() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no further row");
      }
      if (!ready.hasNext()) {
        ready = minibatch();
      }
      return ready.next();
    }

    private Iterator<Row> minibatch() {
      List<Row> batch = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      while (batch.size() < scorer.batchSize() && rows.hasNext()) {
        Row row = rows.next();
        batch.add(row);
        if (!row.isNullAt(text)) {
          texts.add(row.getString(text));
        }
      }
      float[] probabilities = scorer.probabilities(texts);
      List<Row> scored = new ArrayList<>(batch.size());
      int at = 0;
      for (Row row : batch) {
        scored.add(row.isNullAt(text) ? longer(row) : longer(row, probabilities[at++]));
      }
      return scored.iterator();
    }

    private Row longer(Row row) {
      return RowFactory.create(cells(row));
    }

    private Row longer(Row row, double probability) {
      Object[] cells = cells(row);
      for (int i = 0; i < added.size(); i++) {
        cells[row.length() + i] = added.get(i).value().of(probability);
      }
      return RowFactory.create(cells);
    }

    private Object[] cells(Row row) {
      Object[] cells = new Object[row.length() + added.size()];
      for (int i = 0; i < row.length(); i++) {
        cells[i] = row.get(i);
      }
      return cells;
    }
  }
}
