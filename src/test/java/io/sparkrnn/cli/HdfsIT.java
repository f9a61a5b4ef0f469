package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.HdfsForTests;
import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviews, prepared data, runs and models on a real HDFS. */
@Tag("cluster")
class HdfsIT {

  @TempDir private static java.nio.file.Path folder;

  private static HdfsForTests hdfs;
  private static String root;

  @BeforeAll
  static void start() throws IOException {
    Job.freshSpark();
    hdfs = HdfsForTests.start(folder.resolve("hdfs"));
    root = hdfs.root();
    assertThat(Job.run("sample", folder.resolve("sample").toString()).code()).isZero();
    for (String name : List.of("train.jsonl", "test.jsonl")) {
      hdfs.files()
          .copyFromLocalFile(
              new Path(folder.resolve("sample").resolve(name).toUri()),
              new Path("/reviews/" + name));
    }
  }

  @AfterAll
  static void stop() throws IOException {
    Job.forgetSparkSettings();
    if (hdfs != null) {
      hdfs.close();
    }
  }

  @Test
  void aRunReadsAndWritesHdfs() throws IOException {
    Outcome first = train("a");

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.json().get("run").textValue()).isEqualTo(root + "/runs/a");
    assertThat(files("/runs/a"))
        .filteredOn(file -> !file.startsWith("tensorboard/"))
        .containsExactlyInAnyOrder(
            "history.csv",
            "learning-curves.png",
            "ledger.jsonl",
            "metrics.jsonl",
            "model/assets/profile.json",
            "model/assets/vocabulary.txt",
            "model/config.conf",
            "model/network.zip",
            "model/provenance.json",
            "report.html",
            "summary.json");
    assertThat(hdfs.children("/runs")).containsExactlyInAnyOrder("a", "index.html", ".prepared");

    List<String> prepared = written("/runs/.prepared");
    Outcome second = train("b");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.json().get("model_sha256")).isEqualTo(first.json().get("model_sha256"));
    assertThat(second.json().get("test")).isEqualTo(first.json().get("test"));
    // Neither made anew nor added to.
    assertThat(written("/runs/.prepared")).isNotEmpty().isEqualTo(prepared);

    Outcome evaluated = Job.run("evaluate", root + "/runs/a", "--json");
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(evaluated.json().get("scores")).isEqualTo(first.json().get("test"));

    Outcome refused = train("a");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.json().get("error").textValue())
        .startsWith("the run " + root + "/runs/a exists already");
    assertThat(hdfs.children("/runs"))
        .containsExactlyInAnyOrder("a", "b", "index.html", ".prepared");

    Outcome replaced = train("a", "output.overwrite=replace", "seed=7");
    assertThat(replaced.code()).as(replaced.err()).isZero();
    assertThat(replaced.json().get("model_sha256")).isNotEqualTo(first.json().get("model_sha256"));
    assertThat(hdfs.children("/runs"))
        .containsExactlyInAnyOrder("a", "b", "index.html", ".prepared");
  }

  private static Outcome train(String runId, String... settings) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "data.path=" + root + "/reviews/train.jsonl",
                "data.test-path=" + root + "/reviews/test.jsonl",
                "output.dir=" + root + "/runs",
                "run.id=" + runId));
    all.addAll(List.of(settings));
    return Job.train(all.toArray());
  }

  private static List<String> files(String path) throws IOException {
    int base = (root + path + "/").length();
    List<String> names = new ArrayList<>();
    for (LocatedFileStatus file : hdfs.below(path)) {
      names.add(file.getPath().toString().substring(base));
    }
    return names;
  }

  /** Every file with when it was written. */
  private static List<String> written(String path) throws IOException {
    List<String> files = new ArrayList<>();
    for (LocatedFileStatus file : hdfs.below(path)) {
      files.add(file.getPath() + " " + file.getModificationTime());
    }
    files.sort(null);
    return files;
  }
}
