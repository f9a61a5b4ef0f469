package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.DataSettings.BadRowPolicy;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Observation;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.series.SeriesSource;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.BadRows;
import io.sparkrnn.workload.forecast.SeriesAssembly.Assembled;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** Reads a source's rows and assembles them to series, sorted by name. */
record SeriesReading(
    SparkSession spark, SeriesSource source, ForecastSettings settings, BadRowPolicy onBadRow) {

  private static final int FAULTS_SHOWN = 10;

  /**
   * Length of a series, as collected on the driver.
   *
   * @param length number of steps
   * @param filled number of missing values that were filled
   */
  record Size(String name, int length, long filled) implements Serializable {}

  /**
   * The series that were read.
   *
   * @param series the series, persisted on the executors
   * @param sizes their sizes, in the same order
   * @param warnings messages about rows and series that were left out
   */
  record Read(JavaRDD<Series> series, List<Size> sizes, List<String> warnings) {

    Read {
      sizes = List.copyOf(sizes);
      warnings = List.copyOf(warnings);
    }

    long filled() {
      return sizes.stream().mapToLong(Size::filled).sum();
    }
  }

  /**
   * Reads the series.
   *
   * @throws BadDataException if rows or series cannot be used and are not to be skipped, or if
   *     there are no series
   */
  Read read() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    context.setJobGroup("spark-rnn", "reading " + source.description());
    JavaRDD<SourceRow> rows = source.read(spark).persist(StorageLevel.MEMORY_AND_DISK());
    List<String> warnings =
        BadRows.check(
                rows.filter(BadRow.class::isInstance).map(BadRow.class::cast),
                source.description(),
                onBadRow)
            .stream()
            .collect(Collectors.toList());
    SeriesAssembly shared = new SeriesAssembly(settings.missing(), settings.irregular());
    JavaRDD<Assembled> assembled =
        rows.filter(Observation.class::isInstance)
            .map(Observation.class::cast)
            .mapToPair(row -> new Tuple2<>(row.series(), row))
            .groupByKey(Math.max(2, context.defaultParallelism()))
            .map(group -> shared.assemble(group._1(), group._2()))
            .sortBy(Assembled::name, true, Math.max(2, context.defaultParallelism()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<String> faults = assembled.flatMap(one -> one.faults().iterator()).collect();
    rows.unpersist(false);
    if (!faults.isEmpty()) {
      warnings.add(failOrWarn(faults));
    }
    JavaRDD<Series> series = assembled.flatMap(one -> one.series().iterator());
    List<Size> sizes =
        series.map(one -> new Size(one.name(), one.length(), one.filled())).collect();
    if (sizes.isEmpty()) {
      throw new BadDataException(source.description() + " holds no series");
    }
    return new Read(series, sizes, warnings);
  }

  private String failOrWarn(List<String> faults) {
    String message =
        "%d series of %s cannot be used%s%s"
            .formatted(
                faults.size(),
                source.description(),
                faults.stream()
                    .limit(FAULTS_SHOWN)
                    .map(fault -> "\n  " + fault)
                    .collect(Collectors.joining()),
                faults.size() > FAULTS_SHOWN
                    ? "\n  and %d more".formatted(faults.size() - FAULTS_SHOWN)
                    : "");
    if (onBadRow == BadRowPolicy.FAIL) {
      throw new BadDataException(
          message + "\nMend them, or set data.on-bad-row = skip to leave these series out");
    }
    return message + "\nThey were left out (data.on-bad-row = skip)";
  }
}
