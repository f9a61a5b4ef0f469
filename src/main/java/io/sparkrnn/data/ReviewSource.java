package io.sparkrnn.data;

import io.sparkrnn.error.BadDataException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/** A place that labelled reviews are read from, local or on any Hadoop file system. */
public interface ReviewSource {

  /** One line for logs and reports: the kind of source and its path. */
  String description();

  /**
   * Names the input's present state: path, length and modification time of every file read, and
   * every setting of the source that changes what is read. Equal fingerprints mean equal rows.
   *
   * @throws BadDataException if the input does not exist or cannot be listed
   */
  String fingerprint();

  /**
   * Reads all rows, bad ones among them as {@link BadRow}. {@code (origin, row)} is unique, and
   * sorting by it gives the same order however the RDD is partitioned. What cannot be attributed to
   * one row (a truncated archive, a wrong header) fails with {@link BadDataException}, possibly
   * inside a task.
   */
  JavaRDD<SourceRow> read(SparkSession spark);

  /** Whether there are reviews to test with; a caller that judges by itself needs none. */
  default boolean hasTest() {
    return true;
  }

  /**
   * The vocabulary that belongs to the input, words most frequent first; empty where the input has
   * none and it is to be counted from the training reviews.
   *
   * @throws BadDataException if the file it comes from is missing or damaged
   */
  default Optional<List<String>> vocabulary() {
    return Optional.empty();
  }
}
