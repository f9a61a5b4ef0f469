package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sparkrnn.config.ResolvedConfig.Entry;
import io.sparkrnn.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The files in {@code conf/}. */
class ConfFilesTest {

  private static final Pattern INCLUDE = Pattern.compile("include required\\(\"(.+?)\"\\)");

  private static final Path CONF =
      Path.of(System.getProperty("project.dir", System.getProperty("user.dir")), "conf");

  private static ResolvedConfig load(String name) {
    return new TestLoader().load(List.of(CONF.resolve(name).toString()));
  }

  /** The same with the settings that workloads have for themselves. */
  private static ResolvedConfig loadWhole(List<String> names) {
    return ConfigLoader.ofProcess(Workloads.settings())
        .load(names.stream().map(name -> CONF.resolve(name).toString()).toList(), List.of());
  }

  @TestFactory
  Stream<DynamicTest> eachLoadsAndSaysOnlyWhatDiffers() throws IOException {
    List<Entry> defaults = loadWhole(List.of()).entries();
    List<Path> files;
    try (Stream<Path> all = Files.list(CONF)) {
      files = all.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(4);
    return files.stream()
        .map(file -> file.getFileName().toString())
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      String text = Files.readString(CONF.resolve(name));
                      Matcher included = INCLUDE.matcher(text);
                      List<Entry> others =
                          included.find()
                              ? loadWhole(List.of(included.group(1))).entries()
                              : defaults;
                      assertThat(text)
                          .startsWith("# ")
                          .contains("submit/train.sh --conf conf/" + name);
                      assertThat(loadWhole(List.of(name)).entries())
                          .filteredOn(entry -> entry.origin().contains("/conf/" + name))
                          .isNotEmpty()
                          .noneMatch(entry -> sameValue(entry, others));
                    }));
  }

  private static boolean sameValue(Entry entry, List<Entry> defaults) {
    return defaults.stream()
        .anyMatch(other -> other.key().equals(entry.key()) && other.value().equals(entry.value()));
  }

  /**
   * Settings of the script, and those that it lacks and that would change its network or training.
   */
  @Test
  void imdbKerasIsTheClassroomScript() {
    Config script =
        ConfigFactory.parseString(
            """
            data {
              path = data/imdb/imdb.npz, source = keras-npz
              validation { fraction = 0.2, split = last }
            }
            text { vocabulary-size = 10000, length = 200, padding = pre, truncating = pre }
            model {
              embedding-size = 128, embedding-initializer = uniform, embedding-range = 0.05
              hidden-size = 128, activation = tanh
              recurrent-initializer = orthogonal, recurrent-gain = 1
              input-dropout = 0.2, output-dropout = 0, word-dropout = 0
              mask-padding = false, precision = float32
            }
            training {
              epochs = 5, batch-size = 64, batching = shuffled, replicas = 1
              optimizer = adam, learning-rate = 0.001, learning-rate-schedule = constant
              warm-up-examples = 0, clip-norm = 0, weight-decay = 0, label-smoothing = 0
              early-stopping-patience = 0, keep = last, weight-averaging.kind = none, refit = false
              rollback.loss-jump = 0
            }
            """);

    Config file = ConfigFactory.parseString(load("imdb-keras.conf").render());

    assertThat(script.entrySet())
        .allSatisfy(
            setting ->
                assertThat(file.getValue(setting.getKey()))
                    .as(setting.getKey())
                    .isEqualTo(setting.getValue()));
  }

  @Test
  void imdbFilesFindTheReviewsWhereTheEnvironmentSays() {
    for (String name : List.of("imdb.conf", "imdb-keras.conf", "cluster.conf")) {
      ResolvedConfig config =
          new TestLoader()
              .variable("IMDB_PATH", "s3a://bucket/imdb")
              .load(List.of(CONF.resolve(name).toString()));
      assertThat(config.job().data().path()).contains("s3a://bucket/imdb");
      assertThat(TestLoader.origin(config, "data.path"))
          .isEqualTo("environment variable IMDB_PATH");
    }
  }

  @Test
  void clusterIsImdbOnHdfs() {
    JobConfig cluster = load("cluster.conf").job();
    JobConfig imdb = load("imdb.conf").job();

    assertThat(cluster.data().path()).contains("hdfs:///spark-rnn/data/aclImdb_v1.tar.gz");
    assertThat(cluster.data().cacheDir()).contains("hdfs:///spark-rnn/runs/.prepared");
    assertThat(cluster.training()).isEqualTo(imdb.training());
    assertThat(cluster.training().replicas()).isEmpty();
    assertThat(cluster.own()).isEqualTo(imdb.own());
  }
}
