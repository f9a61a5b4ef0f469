package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.ScratchFolder;
import io.sparkrnn.workload.BenchmarkType;
import io.sparkrnn.workload.SyntheticExamples;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Parquet tables of synthetic reviews, one for training and one for the test.
 *
 * @param scratch the folder of the tables
 * @param size number of reviews of each table
 */
record SizedTables(ScratchFolder scratch, long size) implements AutoCloseable {

  static final String TEXT = BenchmarkType.TEXT_COLUMN;
  private static final String LABEL = BenchmarkType.LABEL_COLUMN;
  private static final StructType COLUMNS =
      new StructType()
          .add(TEXT, DataTypes.StringType, false)
          .add(LABEL, DataTypes.StringType, false);

  /** Maximum number of rows per file; Spark reads several files at once. */
  private static final long ROWS_OF_A_FILE = 250_000;

  /** Number of distinct words, about as many as in the reviews of IMDB. */
  private static final int WORDS = 100_000;

  private static final String PREPARED = "prepared";

  /** Writes the tables. */
  static SizedTables write(SparkSession spark, ScratchFolder scratch, long size, JobConfig config) {
    SizedTables tables = new SizedTables(scratch, size);
    rows(spark, config, 0, size).write().parquet(scratch.place(tables.train()));
    rows(spark, config, size, size).write().parquet(scratch.place(tables.test()));
    return tables;
  }

  /** Returns synthetic reviews, those with the numbers from {@code first} on. */
  static Dataset<Row> rows(SparkSession spark, JobConfig config, long first, long count) {
    SyntheticExamples reviews = BenchmarkType.of(config).syntheticTexts(WORDS, config.seed());
    int cores = spark.sparkContext().defaultParallelism();
    int files = (int) Math.max(cores, (count + ROWS_OF_A_FILE - 1) / ROWS_OF_A_FILE);
    return spark
        .range(first, first + count, 1, files)
        .map(
            (MapFunction<Long, Row>)
                index -> RowFactory.create(reviews.text(index), index % 2 == 0 ? "neg" : "pos"),
            Encoders.row(COLUMNS));
  }

  private String train() {
    return "train-" + size;
  }

  private String test() {
    return "test-" + size;
  }

  /** Returns the URI of the table of test reviews. */
  String testUri() {
    return scratch.place(test());
  }

  /** Returns the settings of a job that reads these tables. */
  JobConfig in(JobConfig config) {
    return BenchmarkType.of(config)
        .onTables(config, scratch.place(train()), testUri(), scratch.place(PREPARED));
  }

  /** Deletes the prepared data of these tables. */
  void deletePrepared() {
    scratch.delete(PREPARED);
  }

  @Override
  public void close() {
    deletePrepared();
    scratch.delete(train());
    scratch.delete(test());
  }
}
