package io.sparkrnn.data.review;

import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.Fingerprint;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.data.file.SourceKindDetector;
import io.sparkrnn.data.review.ImdbReviewPath.Folder;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Source of the unpacked Large Movie Review Dataset; tasks read its files in batches.
 *
 * @param root the folder that contains {@code train} and {@code test}
 */
record ImdbFolderSource(Path root, ReviewSettings.Unlabeled unlabelled, Configuration hadoop)
    implements ReviewSource {

  /** Files per task; enough that reading them outweighs the cost of starting a task. */
  private static final int BATCH = 500;

  /** A review of the data set and the file that holds it. */
  private record Located(ImdbReviewPath member, InputFile file) implements Serializable {}

  @Override
  public String description() {
    return "IMDB folder " + root;
  }

  @Override
  public String fingerprint() {
    return new Fingerprint("imdb-folder").with(list().stream().map(Located::file).toList()).text();
  }

  @Override
  public JavaRDD<SourceRow> read(SparkSession spark) {
    List<Located> files = list();
    SerializableConfiguration shared = new SerializableConfiguration(hadoop);
    int batches = (files.size() + BATCH - 1) / BATCH;
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(files, batches)
        .map(located -> read(located, shared.value()));
  }

  private List<Located> list() {
    List<Located> found = new ArrayList<>();
    ImdbReviewPath.FolderCounts folderCounts = new ImdbReviewPath.FolderCounts(unlabelled);
    for (Folder kind : Folder.read(unlabelled)) {
      Path folder = new Path(root, kind.path());
      if (!InputFiles.isFolder(folder, hadoop)) {
        continue;
      }
      for (InputFile file : InputFiles.visibleFiles(folder, hadoop)) {
        if (ImdbReviewPath.isReviewName(file.name())) {
          // The origin is the entry's name in the archive, so folder and archive give equal rows.
          String origin = SourceKindDetector.IMDB_FOLDER + "/" + kind.path() + "/" + file.name();
          ImdbReviewPath member = new ImdbReviewPath(kind, origin);
          folderCounts.count(member);
          found.add(new Located(member, file));
        }
      }
    }
    folderCounts.requireAll(root.toString());
    return found;
  }

  private static SourceRow read(Located located, Configuration hadoop) {
    String path = located.file().path();
    if (located.file().length() > ImdbReviewPath.LARGEST) {
      return located.member().tooLarge(located.file().length());
    }
    try (InputStream in = InputFiles.open(path, hadoop)) {
      return located.member().row(in);
    } catch (IOException e) {
      throw new BadDataException("%s cannot be read: %s".formatted(path, InputFiles.reason(e)), e);
    }
  }
}
