package io.sparkrnn;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** The one local Spark session that all integration tests of a JVM share; nobody stops it. */
public final class SparkForTests {

  /** Two tasks at a time, and two attempts each, so that a test can make one fail. */
  private static final String MASTER = "local[2, 2]";

  private SparkForTests() {}

  /** The shared session, in place of one that a job has left in this JVM. */
  public static SparkSession session() {
    Option<SparkSession> present = SparkSession.getDefaultSession();
    if (present.isDefined() && !present.get().sparkContext().master().equals(MASTER)) {
      present.get().stop();
    }
    return SparkSession.builder()
        .master(MASTER)
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
