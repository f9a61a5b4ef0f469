package io.sparkrnn.data;

import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** The one local session of this package's integration tests. */
final class LocalSpark {

  private LocalSpark() {}

  static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("data tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }

  static Configuration hadoop() {
    return session().sparkContext().hadoopConfiguration();
  }

  /** All rows in the order of their places. */
  static List<SourceRow> sorted(ReviewSource source) {
    return source.read(session()).collect().stream()
        .sorted(Comparator.comparing(SourceRow::origin).thenComparing(SourceRow::row))
        .toList();
  }

  /** The failure's first cause of a kind: Spark wraps what a task throws. */
  static <T extends Throwable> T cause(Throwable thrown, Class<T> kind) {
    Throwable at = thrown;
    while (!kind.isInstance(at)) {
      if (at.getCause() == null) {
        throw new AssertionError("no " + kind.getSimpleName() + " in " + thrown, thrown);
      }
      at = at.getCause();
    }
    return kind.cast(at);
  }
}
