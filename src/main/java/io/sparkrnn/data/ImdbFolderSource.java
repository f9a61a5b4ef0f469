package io.sparkrnn.data;

import io.sparkrnn.config.DataSettings.Unlabelled;
import io.sparkrnn.data.ImdbMember.Folder;
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

/** The unpacked Large Movie Review Dataset, its files read in parallel batches. */
final class ImdbFolderSource implements ReviewSource {

  /** Enough files that a task's start costs little beside reading them. */
  private static final int BATCH = 500;

  private final Path root;
  private final Unlabelled unlabelled;
  private final Configuration hadoop;

  /**
   * Reads below a folder.
   *
   * @param root the folder that holds {@code train} and {@code test}
   */
  ImdbFolderSource(Path root, Unlabelled unlabelled, Configuration hadoop) {
    this.root = root;
    this.unlabelled = unlabelled;
    this.hadoop = hadoop;
  }

  private record Located(ImdbMember member, InputFile file) implements Serializable {}

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
    ImdbMember.Census census = new ImdbMember.Census(unlabelled);
    for (Folder kind : Folder.read(unlabelled)) {
      Path folder = new Path(root, kind.path());
      if (!Inputs.isFolder(folder, hadoop)) {
        continue;
      }
      for (InputFile file : Inputs.visibleFiles(folder, hadoop)) {
        if (ImdbMember.isReviewName(file.name())) {
          // As in the archive, whatever the folder is called here: the same rows either way.
          String origin = ImdbMember.ROOT + "/" + kind.path() + "/" + file.name();
          ImdbMember member = new ImdbMember(kind, origin);
          census.count(member);
          found.add(new Located(member, file));
        }
      }
    }
    census.requireAll(root.toString());
    return found;
  }

  private static SourceRow read(Located located, Configuration hadoop) {
    String path = located.file().path();
    if (located.file().length() > ImdbMember.LARGEST) {
      return located.member().tooLarge(located.file().length());
    }
    try (InputStream in = Inputs.open(path, hadoop)) {
      return located.member().row(in);
    } catch (IOException e) {
      throw new BadDataException("%s cannot be read: %s".formatted(path, Inputs.reason(e)), e);
    }
  }
}
