package io.sparkrnn.data.review;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Fingerprint;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.data.table.RowIterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Source of the original archive of the Large Movie Review Dataset, read by a single task. */
final class ImdbArchiveSource implements ReviewSource {

  private final String path;
  private final ReviewSettings.Unlabeled unlabelled;
  private final Configuration hadoop;

  ImdbArchiveSource(String path, ReviewSettings.Unlabeled unlabelled, Configuration hadoop) {
    this.path = path;
    this.unlabelled = unlabelled;
    this.hadoop = hadoop;
  }

  @Override
  public String description() {
    return "IMDB archive " + path;
  }

  @Override
  public String fingerprint() {
    InputFile file = InputFile.of(InputFiles.require(DataSettings.PATH, path, hadoop));
    return new Fingerprint("imdb-archive")
        .with("unlabelled", unlabelled)
        .with(List.of(file))
        .text();
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    SerializableConfiguration shared = new SerializableConfiguration(hadoop);
    ReviewSettings.Unlabeled wanted = unlabelled;
    // A gzip stream can be read only from its beginning, so it cannot be split among tasks.
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(List.of(path), 1)
        .flatMap(
            archive ->
                RowIterator.of(
                    ImdbArchiveReader.open(
                        archive, InputFiles.open(archive, shared.value()), wanted)));
  }
}
