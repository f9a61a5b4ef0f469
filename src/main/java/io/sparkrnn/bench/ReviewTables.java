package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.AtomicFolder;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Writes tables of synthetic reviews that stay, for trying a size with the usual commands. */
public final class ReviewTables {

  /** One test review for so many training reviews. */
  private static final int TRAINING_PER_TEST = 100;

  private static final String PARQUET = "parquet";

  private ReviewTables() {}

  /**
   * Writes the Parquet tables {@code train} and {@code test}.
   *
   * @param folder folder of both tables, neither of which must exist; local or any Hadoop URI
   * @param size number of training reviews; the test has a hundredth of it
   */
  public static void write(
      SparkSession spark, JobConfig config, String folder, long size, Configuration hadoop) {
    try (AtomicFolder train = AtomicFolder.claim(folder + "/train", hadoop);
        AtomicFolder test = AtomicFolder.claim(folder + "/test", hadoop)) {
      train.write(SizedTables.rows(spark, config, 0, size), PARQUET, Map.of());
      long tests = Math.max(2, size / TRAINING_PER_TEST);
      test.write(SizedTables.rows(spark, config, size, tests), PARQUET, Map.of());
      train.publish();
      test.publish();
    }
  }
}
