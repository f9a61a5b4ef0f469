package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.ResolvedConfig.Entry;
import io.sparkrnn.nn.Precision;
import io.sparkrnn.nn.RecurrentSettings;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.workload.Workloads;
import io.sparkrnn.workload.sentiment.ModelSettings;
import io.sparkrnn.workload.sentiment.SentimentSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The files in {@code conf/}. */
class ConfFilesTest {

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
                      assertThat(Files.readString(CONF.resolve(name)))
                          .startsWith("# ")
                          .contains("submit/train.sh --conf conf/" + name);
                      assertThat(loadWhole(List.of(name)).entries())
                          .filteredOn(entry -> entry.origin().contains("/conf/"))
                          .isNotEmpty()
                          .noneMatch(entry -> sameValue(entry, defaults));
                    }));
  }

  private static boolean sameValue(Entry entry, List<Entry> defaults) {
    return defaults.stream()
        .anyMatch(other -> other.key().equals(entry.key()) && other.value().equals(entry.value()));
  }

  @Test
  void imdbKerasIsTheClassroomScript() {
    JobConfig job = load("imdb-keras.conf").job();

    assertThat(job.data().path()).contains("data/imdb/imdb.npz");
    assertThat(job.data().source()).isEqualTo(DataSettings.SourceKind.KERAS_NPZ);
    assertThat(job.data().validationFraction()).isEqualTo(0.2);
    assertThat(job.data().validationSplit()).isEqualTo(DataSettings.ValidationSplit.LAST);
    SentimentSettings own = SentimentSettings.of(job);
    assertThat(own.text())
        .isEqualTo(
            new TextSettings(
                TextSettings.LowerCase.ASCII,
                10_000,
                Optional.empty(),
                200,
                TextSettings.Side.PRE,
                TextSettings.Side.PRE));
    assertThat(own.model())
        .isEqualTo(
            new ModelSettings(
                new RecurrentSettings(
                    128,
                    RecurrentSettings.Activation.TANH,
                    RecurrentSettings.Initializer.ORTHOGONAL,
                    1.0,
                    0.0,
                    RecurrentSettings.Layer.FUSED),
                new ModelSettings.Embedding(
                    128, ModelSettings.EmbeddingInitializer.UNIFORM, 0.05, 0.15),
                new ModelSettings.WordDropout(0.0, 0.0, ModelSettings.DroppedWord.REMOVED),
                0.2,
                false,
                Precision.FLOAT32));
    assertThat(own.labelSmoothing()).isZero();
    assertThat(job.training())
        .isEqualTo(
            new TrainingSettings(
                5,
                OptionalInt.of(1),
                64,
                TrainingSettings.Batching.SHUFFLED,
                TrainingSettings.Optimizer.ADAM,
                0.999,
                0.001,
                TrainingSettings.Schedule.CONSTANT,
                0,
                0.0,
                0.0,
                new RollbackSettings(3, 0, 0.5),
                new FinishSettings(
                    0,
                    FinishSettings.Keep.LAST,
                    FinishSettings.WeightAveraging.NONE,
                    0.5,
                    1.0,
                    false),
                new AveragingSettings(
                    AveragingSettings.Strategy.MEAN,
                    1,
                    0,
                    0,
                    0.0,
                    1.0,
                    0.0,
                    AveragingSettings.Weighting.EXAMPLES)));
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
