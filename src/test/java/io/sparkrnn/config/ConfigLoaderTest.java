package io.sparkrnn.config;

import static io.sparkrnn.config.TestLoader.file;
import static io.sparkrnn.config.TestLoader.origin;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.workload.sentiment.SentimentSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

  @TempDir private Path dir;

  @Test
  void laterLayersWinAndSaySo() {
    String first =
        file(
            dir,
            "first.conf",
            "training { epochs = 11, batch-size = 11",
            "  learning-rate = 0.11, clip-norm = 0.11",
            "  warm-up-examples = 11 }");
    String second = file(dir, "second.conf", "training.batch-size = 12");
    TestLoader loader =
        new TestLoader()
            .variable("CONFIG_FORCE_training_learning__rate", "0.13")
            .variable("CONFIG_FORCE_training_clip__norm", "0.13")
            .variable("CONFIG_FORCE_training_warm__up__examples", "13")
            .property("training.clip-norm", "0.14")
            .property("training.warm-up-examples", "14")
            .property("java.version", "17")
            .property("data", "someone else's");

    ResolvedConfig config =
        loader.load(
            List.of(first, second), "training.warm-up-examples=15", "training.warm-up-examples=16");

    TrainingSettings training = config.job().training();
    assertThat(config.job().seed()).isEqualTo(42);
    assertThat(origin(config, "seed")).matches("reference.conf: \\d+");
    assertThat(training.epochs()).isEqualTo(11);
    assertThat(origin(config, "training.epochs")).isEqualTo(first + ": 1");
    assertThat(training.batchSize()).isEqualTo(12);
    assertThat(origin(config, "training.batch-size")).isEqualTo(second + ": 1");
    assertThat(training.learningRate()).isEqualTo(0.13);
    assertThat(origin(config, "training.learning-rate"))
        .isEqualTo("environment variable CONFIG_FORCE_training_learning__rate");
    assertThat(training.clipNorm()).isEqualTo(0.14);
    assertThat(origin(config, "training.clip-norm")).isEqualTo("-Dtraining.clip-norm");
    assertThat(training.warmUpExamples()).isEqualTo(16);
    assertThat(origin(config, "training.warm-up-examples")).isEqualTo("--set");
  }

  @Test
  void settingsThatReferToOthersFollowThem() {
    ResolvedConfig config = new TestLoader().set("output.dir=hdfs://nn/runs");

    assertThat(config.job().data().cacheDir()).contains("hdfs://nn/runs/.prepared");
    assertThat(origin(config, "data.cache-dir")).matches("--set \\+ reference.conf: \\d+");
  }

  @Test
  void environmentVariablesStandInForSubstitutions() {
    String conf =
        file(dir, "x.conf", "data.path = a.csv", "data.path = ${?WHERE}", "run.id = r-${WHO}");

    assertThat(new TestLoader().variable("WHO", "me").load(List.of(conf)).job().data().path())
        .contains("a.csv");
    ResolvedConfig config =
        new TestLoader().variable("WHO", "me").variable("WHERE", "b.csv").load(List.of(conf));
    assertThat(config.job().data().path()).contains("b.csv");
    assertThat(config.job().output().runId()).contains("r-me");
    assertThat(origin(config, "data.path")).isEqualTo("environment variable WHERE");
  }

  @Test
  void numbersAreTakenAsTheyAreMeant() {
    String conf =
        file(
            dir,
            "x.conf",
            "training { epochs = 5.0, batch-size = \"32\", learning-rate = 1e-2, clip-norm = 2 }",
            "seed = 9007199254740992",
            "run.id = 2024-01-01",
            "model.mask-padding = no",
            "data.labels { positive = [1, 2.50], negative = [false] }");

    JobConfig job = new TestLoader().load(List.of(conf)).job();

    assertThat(job.training().epochs()).isEqualTo(5);
    assertThat(job.training().batchSize()).isEqualTo(32);
    assertThat(job.training().learningRate()).isEqualTo(0.01);
    assertThat(job.training().clipNorm()).isEqualTo(2.0);
    assertThat(job.seed()).isEqualTo(9007199254740992L);
    assertThat(job.output().runId()).contains("2024-01-01");
    assertThat(SentimentSettings.of(job).model().maskPadding()).isFalse();
    assertThat(SentimentSettings.of(job).reviews().positiveLabels()).containsExactly("1", "2.50");
    assertThat(SentimentSettings.of(job).reviews().negativeLabels()).containsExactly("false");
  }

  @Test
  void renderedSettingsLoadAsTheSameJob() {
    ResolvedConfig config =
        new TestLoader()
            .set(
                "data.path=hdfs://nn:8020/a b,\"c\" \\ ü #.tar.gz",
                "data.source=imdb-archive",
                "data.labels.positive=[\"x,y\", 'z]",
                "data.cache-dir=",
                "training.learning-rate=0.0001",
                "training.replicas=3",
                "seed=9007199254740992",
                "run.id=2024-01-01");
    String saved = file(dir, "saved.conf", config.render());

    ResolvedConfig loaded = new TestLoader().load(List.of(saved));

    assertThat(loaded.job()).isEqualTo(config.job());
    assertThat(loaded.render()).isEqualTo(config.render());
    assertThat(loaded.entries()).allMatch(entry -> entry.origin().startsWith(saved));
    assertThat(config.render())
        .startsWith("workload = \"review-sentiment\"\nseed = 9007199254740992\n");
  }

  @Test
  void secretsAreNeitherShownNorSaved() {
    ResolvedConfig config =
        new TestLoader().set("data.path=hdfs://user:pw@nn/x.csv", "data.test-path=y?sig=abc&v=1");

    assertThat(config.job().data().path()).contains("hdfs://user:pw@nn/x.csv");
    assertThat(config.render())
        .contains("data.path = \"hdfs://user:***@nn/x.csv\"\n")
        .contains("data.test-path = \"y?sig=***&v=1\"\n")
        .doesNotContain("pw@", "abc");
  }

  @Test
  void filesAreReadByUri() {
    file(dir, "part.conf", "training.epochs = 7");
    String conf = file(dir, "x y.conf", "include \"part.conf\"", "training.batch-size = 7");

    ResolvedConfig config = new TestLoader().load(List.of("file://" + conf));

    assertThat(config.job().training().epochs()).isEqualTo(7);
    assertThat(origin(config, "training.batch-size")).isEqualTo("file:" + conf + ": 2");
  }

  @Test
  void filesAndWhatTheyIncludeAreReadFromAnyHadoopFileSystem() {
    file(dir, "part.conf", "training.epochs = 7");
    String conf = file(dir, "x.conf", "include required(\"part.conf\")", "include \"absent.conf\"");

    ResolvedConfig config =
        new TestLoader()
            .hadoop("fs.demo.impl", DemoFileSystem.class.getName())
            .load(List.of("demo://" + conf));

    assertThat(config.job().training().epochs()).isEqualTo(7);
    assertThat(origin(config, "training.epochs")).isEqualTo("demo:" + dir + "/part.conf: 1");
  }

  /** The local disk under another scheme, as a stranger to the loader. */
  public static final class DemoFileSystem extends RawLocalFileSystem {
    @Override
    public String getScheme() {
      return "demo";
    }

    @Override
    public URI getUri() {
      return URI.create("demo:///");
    }
  }

  @Test
  void anEmptiedOptionalSettingIsAbsent() {
    assertThat(new TestLoader().set("data.cache-dir=").job().data().cacheDir())
        .isEqualTo(Optional.empty());
  }
}
