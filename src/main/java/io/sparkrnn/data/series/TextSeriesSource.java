package io.sparkrnn.data.series;

import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.table.DelimitedReader;
import io.sparkrnn.data.table.RowIterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Source of time series in CSV or TSV files, with one task per file. */
final class TextSeriesSource extends SeriesTableSource {

  private final SourceKind kind;
  private final Configuration hadoop;

  TextSeriesSource(
      SourceKind kind,
      String path,
      List<InputFile> files,
      SeriesColumns columns,
      Configuration hadoop) {
    super(kind, path, files, columns);
    this.kind = kind;
    this.hadoop = hadoop;
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    SerializableConfiguration shared = new SerializableConfiguration(hadoop);
    SourceKind wanted = kind;
    SeriesColumns columns = columns();
    List<String> paths = files().stream().map(InputFile::path).toList();
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(paths, paths.size())
        .flatMap(
            path ->
                RowIterator.of(
                    DelimitedReader.open(
                        wanted, path, new ObservationParser(columns), shared.value())));
  }
}
