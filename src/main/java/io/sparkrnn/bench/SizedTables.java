package io.sparkrnn.bench;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.BadRowPolicy;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.config.DataSettings.Unlabelled;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.ScratchFolder;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Tables of made-up reviews, as many for the test as for training, written by Spark row by row.
 *
 * @param size reviews of each
 */
record SizedTables(ScratchFolder scratch, long size) implements AutoCloseable {

  static final String TEXT = "text";
  private static final String LABEL = "label";
  private static final StructType COLUMNS =
      new StructType()
          .add(TEXT, DataTypes.StringType, false)
          .add(LABEL, DataTypes.StringType, false);

  /** Rows of a file; Spark reads several at once. */
  private static final long ROWS_OF_A_FILE = 250_000;

  /** About as many distinct words as the reviews of IMDB have. */
  private static final int WORDS = 100_000;

  private static final String PREPARED = "prepared";

  /** Writes the tables. */
  static SizedTables write(SparkSession spark, ScratchFolder scratch, long size, long seed) {
    SizedTables tables = new SizedTables(scratch, size);
    SyntheticReviews reviews = new SyntheticReviews(WORDS, 1, seed);
    write(spark, reviews, 0, size, scratch.place(tables.train()));
    write(spark, reviews, size, size, scratch.place(tables.test()));
    return tables;
  }

  private static void write(
      SparkSession spark, SyntheticReviews reviews, long first, long count, String place) {
    int cores = spark.sparkContext().defaultParallelism();
    int files = (int) Math.max(cores, (count + ROWS_OF_A_FILE - 1) / ROWS_OF_A_FILE);
    spark
        .range(first, first + count, 1, files)
        .map(
            (MapFunction<Long, Row>)
                index -> RowFactory.create(reviews.text(index), index % 2 == 0 ? "neg" : "pos"),
            Encoders.row(COLUMNS))
        .write()
        .parquet(place);
  }

  private String train() {
    return "train-" + size;
  }

  private String test() {
    return "test-" + size;
  }

  /** Where the test reviews are, as a URI. */
  String testPlace() {
    return scratch.place(test());
  }

  /** The job on these tables. */
  JobConfig in(JobConfig config) {
    DataSettings data = config.data();
    return config.with(
        new DataSettings(
            Optional.of(scratch.place(train())),
            SourceKind.PARQUET,
            Optional.of(testPlace()),
            data.testFraction(),
            TEXT,
            LABEL,
            List.of("pos"),
            List.of("neg"),
            Optional.empty(),
            Unlabelled.IGNORE,
            BadRowPolicy.FAIL,
            Optional.of(scratch.place(PREPARED)),
            data.validationFraction(),
            data.validationSplit()));
  }

  /** Deletes what was prepared of them. */
  void forgetPrepared() {
    scratch.delete(PREPARED);
  }

  @Override
  public void close() {
    forgetPrepared();
    scratch.delete(train());
    scratch.delete(test());
  }
}
