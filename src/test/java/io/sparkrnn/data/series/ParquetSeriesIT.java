package io.sparkrnn.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.Observation;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Workloads;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers and times of Parquet, whatever types they have there. */
class ParquetSeriesIT {

  @TempDir private static Path folder;

  @BeforeAll
  static void write() {
    SparkForTests.session()
        .sql(
            "select * from values"
                + " ('a', date'1970-01-02', timestamp'1970-01-01 00:00:01.5Z', 7L, 1.5D, true),"
                + " ('a', date'1970-01-03', timestamp'1970-01-01 00:00:02Z', 8L, null, true)"
                + " as t(shop, day, instant, whole, value, flag)")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("t.parquet").toString());
  }

  private static List<SourceRow> rows(String value, String time) {
    SparkSession spark = SparkForTests.session();
    JobConfig job =
        ConfigLoader.ofProcess(Workloads.settings())
            .load(List.of(), List.of("data.path=" + folder.resolve("t.parquet")))
            .job();
    return SeriesSources.open(
            job.data(),
            new SeriesColumns(value, time, "", "shop", List.of()),
            spark.sparkContext().hadoopConfiguration())
        .read(spark)
        .collect();
  }

  private static List<Double> times(String column) {
    return rows("whole", column).stream().map(row -> ((Observation) row).moment().at()).toList();
  }

  @Test
  void numbersMayBeWholeAndMissing() {
    assertThat(rows("whole", "day"))
        .extracting(row -> ((Observation) row).numbers().get(0))
        .containsExactly(7.0, 8.0);
    assertThat(rows("value", "day"))
        .extracting(row -> ((Observation) row).numbers().get(0))
        .containsExactly(1.5, Double.NaN);
    assertThat(rows("value", "day")).extracting(SourceRow::row).containsExactly(1L, 2L);
  }

  @Test
  void timesAreTheSameWhateverTheSessionsTimeZone() {
    assertThat(times("day")).containsExactly(86400.0, 2 * 86400.0);
    assertThat(times("instant")).containsExactly(1.5, 2.0);
  }

  @Test
  void otherTypesAreRefused() {
    assertThatThrownBy(() -> rows("flag", "day"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("column 'flag' is of type boolean, expected a number");
  }
}
