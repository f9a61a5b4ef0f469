package io.sparkrnn;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The one local Spark session that all integration tests of a JVM share; nobody stops it. */
public final class SparkForTests {

  private SparkForTests() {}

  /** Two tasks at a time, and two attempts each, so that a test can make one fail. */
  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2, 2]")
        .appName("tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }

  public static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(session().sparkContext());
  }
}
