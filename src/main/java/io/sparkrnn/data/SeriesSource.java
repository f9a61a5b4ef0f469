package io.sparkrnn.data;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/** A place that series are read from, local or on any Hadoop file system. */
public interface SeriesSource {

  /** One line for logs and reports. */
  String description();

  /** Names the input's present state; equal ones mean equal rows. */
  String fingerprint();

  /** The columns of numbers, the value first. */
  SeriesColumns columns();

  /**
   * Reads all rows: a {@link Measurement} or a {@link BadRow} each. {@code (origin, row)} is unique
   * and in the order of the input.
   */
  JavaRDD<SourceRow> read(SparkSession spark);
}
