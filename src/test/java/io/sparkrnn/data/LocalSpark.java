package io.sparkrnn.data;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.data.review.ReviewSource;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Sources read to their end in the shared session. */
public final class LocalSpark {

  private LocalSpark() {}

  public static SparkSession session() {
    return SparkForTests.session();
  }

  public static Configuration hadoop() {
    return session().sparkContext().hadoopConfiguration();
  }

  /** All rows in the order of their places. */
  public static List<SourceRow> sorted(ReviewSource source) {
    return source.read(session()).collect().stream()
        .sorted(Comparator.comparing(SourceRow::origin).thenComparing(SourceRow::row))
        .toList();
  }

  /** The failure's first cause of a kind: Spark wraps what a task throws. */
  public static <T extends Throwable> T cause(Throwable thrown, Class<T> kind) {
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
