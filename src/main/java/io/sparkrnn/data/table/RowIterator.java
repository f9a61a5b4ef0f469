package io.sparkrnn.data.table;

import io.sparkrnn.data.SourceRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** Iterator over the rows of a reader; closes the reader at its end or when the task completes. */
public final class RowIterator implements Iterator<SourceRow> {

  private final RowReader reader;
  private Optional<SourceRow> ahead = Optional.empty();
  private boolean ended;

  private RowIterator(RowReader reader) {
    this.reader = reader;
  }

  /**
   * Returns an iterator over the rows of a reader. Outside a Spark task, the caller must iterate to
   * the end, which closes the reader.
   */
  public static Iterator<SourceRow> of(RowReader reader) {
    RowIterator rows = new RowIterator(reader);
    Optional.ofNullable(TaskContext.get())
        .ifPresent(
            task ->
                task.addTaskCompletionListener((TaskCompletionListener) context -> rows.close()));
    return rows;
  }

  /** Reads files with one task per file. */
  public static JavaRDD<SourceRow> ofFiles(
      List<String> paths, RowReader.Opener opener, SparkSession spark, Configuration hadoop) {
    SerializableConfiguration shared = new SerializableConfiguration(hadoop);
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(paths, paths.size())
        .flatMap(path -> of(opener.open(path, shared.value())));
  }

  @Override
  public boolean hasNext() {
    if (ahead.isEmpty() && !ended) {
      try {
        ahead = reader.next();
      } catch (IOException e) {
        throw reader.broken(e);
      }
      if (ahead.isEmpty()) {
        ended = true;
        close();
      }
    }
    return ahead.isPresent();
  }

  @Override
  public SourceRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no row after the last one");
    }
    SourceRow row = ahead.orElseThrow();
    ahead = Optional.empty();
    return row;
  }

  private void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
