package io.sparkrnn.data.series;

import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Fingerprint;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Source of the embedded sample of time series. */
final class SampleSeriesSource implements SeriesSource {

  /** Version of the sample; incremented when its rows change. */
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
        .parallelize(IntStream.range(0, SampleSeriesGenerator.SERIES).boxed().toList())
        .flatMap(series -> SampleSeriesGenerator.rows(series).iterator());
  }
}
