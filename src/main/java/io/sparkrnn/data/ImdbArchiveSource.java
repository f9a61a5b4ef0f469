package io.sparkrnn.data;

import io.sparkrnn.config.DataSettings.Unlabelled;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** The original archive of the Large Movie Review Dataset, read by one task as it stands. */
final class ImdbArchiveSource implements ReviewSource {

  private final String path;
  private final Unlabelled unlabelled;
  private final Configuration hadoop;

  ImdbArchiveSource(String path, Unlabelled unlabelled, Configuration hadoop) {
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
    InputFile file = InputFile.of(Inputs.require(ReviewSources.PATH, path, hadoop));
    return new Fingerprint("imdb-archive")
        .with("unlabelled", unlabelled)
        .with(List.of(file))
        .text();
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    SerializableConfiguration shared = new SerializableConfiguration(hadoop);
    Unlabelled wanted = unlabelled;
    // A gzip stream has no place to start from but its beginning: more tasks would not help.
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(List.of(path), 1)
        .flatMap(
            archive ->
                RowIterator.of(
                    ImdbArchiveReader.open(archive, Inputs.open(archive, shared.value()), wanted)));
  }
}
