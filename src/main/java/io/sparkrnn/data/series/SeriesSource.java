package io.sparkrnn.data.series;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Observation;
import io.sparkrnn.data.SourceRow;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/** Source of time series, local or on any Hadoop file system. */
public interface SeriesSource {

  /** One-line description for logs and reports: the kind of source and its path. */
  String description();

  /** Fingerprint of the input in its present state; equal fingerprints mean equal rows. */
  String fingerprint();

  /** Columns of the tables. */
  SeriesColumns columns();

  /**
   * Reads all rows, each a {@link Observation} or a {@link BadRow}. {@code (origin, row)} is unique
   * and increases in the order of the input.
   */
  JavaRDD<SourceRow> read(SparkSession spark);
}
