package io.sparkrnn.workload.forecast;

import io.sparkrnn.config.DataSettings.BadRowPolicy;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Measurement;
import io.sparkrnn.data.SeriesSource;
import io.sparkrnn.data.SourceRow;
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

/** Reads a source's rows and makes series of them, sorted by name. */
final class SeriesReading {

  private static final int FAULTS_SHOWN = 10;

  private final JavaSparkContext context;
  private final SparkSession spark;
  private final SeriesSource source;
  private final SeriesAssembly assembly;
  private final BadRowPolicy onBadRow;

  SeriesReading(
      SparkSession spark, SeriesSource source, ForecastSettings settings, BadRowPolicy onBadRow) {
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.spark = spark;
    this.source = source;
    this.assembly = new SeriesAssembly(settings.missing(), settings.irregular());
    this.onBadRow = onBadRow;
  }

  /** What the driver knows of a series. */
  record Size(String name, int length, long filled) implements Serializable {}

  /**
   * The series.
   *
   * @param series kept in the executors' memory
   * @param sizes of them, in their order
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
   * Reads.
   *
   * @throws BadDataException naming rows and series that cannot be used, unless they are skipped
   */
  Read read() {
    context.setJobGroup("spark-rnn", "reading " + source.description());
    JavaRDD<SourceRow> rows = source.read(spark).persist(StorageLevel.MEMORY_AND_DISK());
    List<String> warnings =
        BadRows.check(
                rows.filter(BadRow.class::isInstance).map(BadRow.class::cast),
                source.description(),
                onBadRow)
            .stream()
            .collect(Collectors.toList());
    SeriesAssembly shared = assembly;
    JavaRDD<Assembled> assembled =
        rows.filter(Measurement.class::isInstance)
            .map(Measurement.class::cast)
            .mapToPair(row -> new Tuple2<>(row.series(), row))
            .groupByKey(Math.max(2, context.defaultParallelism()))
            .map(group -> shared.assemble(group._1(), group._2()))
            .sortBy(Assembled::name, true, Math.max(2, context.defaultParallelism()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<String> faults = assembled.flatMap(one -> one.faults().iterator()).collect();
    rows.unpersist(false);
    if (!faults.isEmpty()) {
      warnings.add(refuseOrTell(faults));
    }
    JavaRDD<Series> series = assembled.flatMap(one -> one.series().iterator());
    List<Size> sizes =
        series.map(one -> new Size(one.name(), one.length(), one.filled())).collect();
    if (sizes.isEmpty()) {
      throw new BadDataException(source.description() + " holds no series");
    }
    return new Read(series, sizes, warnings);
  }

  private String refuseOrTell(List<String> faults) {
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
