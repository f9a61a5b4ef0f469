package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.ScratchFolder;
import io.sparkrnn.workload.sentiment.ReviewSentiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import org.apache.spark.sql.SparkSession;

/**
 * Whether any stage of a job costs more than its data grows: the job on tables of several sizes,
 * from texts to texts with scores, and the memory that it takes.
 *
 * <p>The smallest size comes first, to warm up, and does not count; then before each larger one and
 * once more at the end, since a machine's speed changes. Stages of all sizes but the largest are
 * measured several times, and the median counts. Nothing is taken off: a small size looks slower by
 * what every job of Spark costs, which {@link SizeRow#furtherRate} is without.
 */
final class DataSizes {

  /** How often a stage is measured, where the largest size takes longer all the same. */
  private static final int REPEATS = 3;

  private final SparkSession spark;
  private final JobConfig config;
  private final int cores;
  private final Notebook notes;

  /**
   * Measurements of a job.
   *
   * @param cores replicas that are trained side by side
   */
  DataSizes(SparkSession spark, JobConfig config, int cores, Notebook notes) {
    this.spark = spark;
    this.config = config;
    this.cores = cores;
    this.notes = notes;
    if (!config.workload().equals(ReviewSentiment.NAME)) {
      throw new ConfigurationException(
          "workload is '%s', expected '%s': sizes are measured with made-up reviews"
              .formatted(config.workload(), ReviewSentiment.NAME));
    }
  }

  /** Measures; a row for each stage and size, stage by stage. */
  List<SizeRow> measure(SortedSet<Long> sizes) {
    SizeNotes measured = new SizeNotes(notes);
    try (ScratchFolder scratch =
            ScratchFolder.in(config.output().dir(), spark.sparkContext().hadoopConfiguration());
        SizedTables smallest = tables(scratch, sizes.first())) {
      pass("warming up: ", smallest, 1, new SizeNotes(notes));
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
    notes.say(String.format(Locale.ROOT, "Sizes: writing two tables of %,d reviews", size));
    return SizedTables.write(spark, scratch, size, config.seed());
  }

  private void pass(String what, SizedTables tables, int repeats, SizeNotes measured) {
    notes.say(String.format(Locale.ROOT, "Sizes: %s%,d reviews", what, tables.size()));
    new SizedJob(spark, config, cores, tables, measured).run(repeats);
  }
}
