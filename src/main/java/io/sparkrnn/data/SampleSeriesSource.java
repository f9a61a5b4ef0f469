package io.sparkrnn.data;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The generated series that the program carries with it. */
final class SampleSeriesSource implements SeriesSource {

  /** Raised whenever the sample changes. */
  private static final int VERSION = 1;

  @Override
  public String description() {
    return "embedded sample of series";
  }

  @Override
  public String fingerprint() {
    return new Fingerprint("sample-series").with("version", VERSION).text();
  }

  @Override
  public SeriesColumns columns() {
    return new SeriesColumns("value", "step", "", "series", List.of());
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(IntStream.range(0, SampleSeries.SERIES).boxed().toList())
        .flatMap(series -> SampleSeries.rows(series).iterator());
  }
}
