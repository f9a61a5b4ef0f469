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
import org.apache.spark.sql.SparkSession;

/** Source of the original archive of the Large Movie Review Dataset, read by a single task. */
record ImdbArchiveSource(String path, ReviewSettings.Unlabeled unlabelled, Configuration hadoop)
    implements ReviewSource {

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
    ReviewSettings.Unlabeled wanted = unlabelled;
    // A gzip stream can be read only from its beginning, so it cannot be split among tasks.
    return RowIterator.ofFiles(
        List.of(path),
        (archive, conf) -> ImdbArchiveReader.open(archive, InputFiles.open(archive, conf), wanted),
        spark,
        hadoop);
  }
}
