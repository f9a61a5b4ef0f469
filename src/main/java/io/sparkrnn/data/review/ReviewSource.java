package io.sparkrnn.data.review;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.error.BadDataException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/** Source of labeled reviews, local or on any Hadoop file system. */
public interface ReviewSource {

  /** One-line description for logs and reports: the kind of source and its path. */
  String description();

  /**
   * Returns the fingerprint of the input in its present state. It covers the path, length and
   * modification time of every file that is read and every setting that changes the rows. Equal
   * fingerprints mean equal rows.
   *
   * @throws BadDataException if the input does not exist or cannot be listed
   */
  String fingerprint();

  /**
   * Reads all rows, including those that cannot be parsed, as {@link BadRow}. {@code (origin, row)}
   * is unique, and sorting by it gives the same order for any partitioning of the RDD.
   *
   * @throws BadDataException possibly within a task, for faults that are not those of a single row,
   *     such as a truncated archive or a wrong header
   */
  JavaRDD<SourceRow> read(SparkSession spark);

  /** Whether reviews can be of other classes than positive and negative. */
  default boolean hasClasses() {
    return false;
  }

  /**
   * Returns the names of the classes that the source itself knows, in the order of the network's
   * outputs; empty: they are listed in the settings, or found.
   */
  default Optional<List<String>> classes() {
    return Optional.empty();
  }

  /** Returns the approximate number of bytes of the rows, if it is known. */
  default OptionalLong bytes(SparkSession spark) {
    return OptionalLong.empty();
  }

  /**
   * Returns the approximate number of rows of each split, if the format knows it without reading
   * the rows; rows that cannot be used are counted too.
   */
  default Optional<Map<Split, Long>> counts() {
    return Optional.empty();
  }

  /** Whether the source has a test split; callers that evaluate the model themselves need none. */
  default boolean hasTest() {
    return true;
  }

  /**
   * Returns the vocabulary that the input provides, ordered by descending frequency. It is empty if
   * the input provides none; the vocabulary is then built from the training reviews.
   *
   * @throws BadDataException if the file of the vocabulary is missing or damaged
   */
  default Optional<List<String>> vocabulary() {
    return Optional.empty();
  }
}
