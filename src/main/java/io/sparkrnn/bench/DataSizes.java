package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.store.ScratchFolder;
import io.sparkrnn.workload.BenchmarkType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import org.apache.spark.sql.SparkSession;

/**
 * Measures how each stage of a job scales with the size of its data, and the memory that it needs.
 * The job reads tables of reviews, trains, tests, and scores a table.
 *
 * <p>The smallest size runs first as a warm-up that is not counted. It is then measured before each
 * larger size and at the end, because a machine's speed changes over time. All sizes except the
 * largest are measured several times; the median counts. The constant cost of Spark jobs is
 * included, so small sizes look slower; {@link SizeRow#furtherRate} excludes it.
 */
final class DataSizes {

  /** Number of measurements of a stage, at all sizes except the largest. */
  private static final int REPEATS = 3;

  private final SparkSession spark;
  private final JobConfig config;
  private final int cores;
  private final Measurements notes;

  /**
   * Measurements of a job.
   *
   * @param cores number of replicas trained in parallel
   * @throws ConfigurationException if the workload is not the sentiment of reviews
   */
  DataSizes(SparkSession spark, JobConfig config, int cores, Measurements notes) {
    this.spark = spark;
    this.config = config;
    this.cores = cores;
    this.notes = notes;
    BenchmarkType.of(config);
  }

  /** Measures the job; returns a row for each stage and size, stage by stage. */
  List<SizeRow> measure(SortedSet<Long> sizes) {
    SizeMeasurements measured = new SizeMeasurements(notes);
    try (ScratchFolder scratch =
            ScratchFolder.in(config.output().dir(), spark.sparkContext().hadoopConfiguration());
        SizedTables smallest = tables(scratch, sizes.first())) {
      pass("warming up: ", smallest, 1, new SizeMeasurements(notes));
      List<Long> larger = new ArrayList<>(sizes.tailSet(sizes.first() + 1));
      for (long size : larger) {
        pass("", smallest, REPEATS, measured);
        try (SizedTables tables = tables(scratch, size)) {
          pass("", tables, size == sizes.last() ? 1 : REPEATS, measured);
        }
      }
      pass("", smallest, REPEATS, measured);
    }
    return measured.rows();
  }

  private SizedTables tables(ScratchFolder scratch, long size) {
    notes.report(String.format(Locale.ROOT, "Sizes: writing two tables of %,d reviews", size));
    return SizedTables.write(spark, scratch, size, config);
  }

  private void pass(String what, SizedTables tables, int repeats, SizeMeasurements measured) {
    notes.report(String.format(Locale.ROOT, "Sizes: %s%,d reviews", what, tables.size()));
    new SizedJob(spark, config, cores, tables, measured).run(repeats);
  }
}
