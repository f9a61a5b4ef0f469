package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.RealImages;
import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.DataSettings;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.image.IdxFiles;
import io.sparkrnn.data.image.Image;
import io.sparkrnn.data.image.ImageSources;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.workload.Workloads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The autoencoder, from images to a model, and there and back with it. */
class AutoencoderIT {

  @TempDir private static Path folder;

  private static JsonNode trained;

  @BeforeAll
  static void trainOnce() {
    Job.freshSpark();
    Outcome outcome = train("first");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    trained = outcome.json();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  private static Outcome train(String run, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "workload=autoencoder",
                "autoencoder.hidden-size=16",
                "autoencoder.latent-size=4",
                "training.clip-norm=0",
                "training.learning-rate=0.005",
                "training.epochs=2",
                "training.replicas=2",
                "output.dir=" + folder.resolve("runs"),
                "run.id=" + run));
    all.addAll(List.of(settings));
    return verb("train", List.of(), all);
  }

  private static Outcome verb(String verb, List<String> arguments, List<String> settings) {
    List<String> all = new ArrayList<>(List.of(verb, "--json"));
    all.addAll(arguments);
    settings.forEach(setting -> all.addAll(List.of("--set", setting)));
    return Job.run(all);
  }

  private static String run(String name) {
    return folder.resolve("runs").resolve(name).toString();
  }

  @Test
  void trainsLikeAnyOtherWorkload() throws IOException {
    assertThat(trained.at("/examples").toString())
        .isEqualTo("{\"given\":6400,\"used\":6400,\"dropped\":0}");
    assertThat(trained.at("/test").fieldNames())
        .toIterable()
        .containsExactly("mse", "pca_mse", "psnr", "pca_psnr", "ssim", "pca_ssim", "loss");
    assertThat(trained.at("/test/mse").doubleValue()).isBetween(0.01, 0.1);
    assertThat(trained.at("/test/pca_mse").doubleValue()).isBetween(0.03, 0.06);
    assertThat(trained.at("/validation").fieldNames()).toIterable().containsExactly("loss", "mse");
    assertThat(Files.readAllLines(Path.of(run("first"), "ledger.jsonl")))
        .hasSize(4)
        .allMatch(line -> line.contains("\"each_once\":true"));
    assertThat(Files.readString(Path.of(run("first"), "report.html")))
        .contains(
            "Images and their reconstructions",
            "Interpolation in the latent space",
            "The latent space",
            "data:image/png;base64,");
  }

  @Test
  void theSameSeedGivesTheSameParameters() {
    JsonNode again = train("again", "data.cache-dir=").json();

    assertThat(again.get("model_sha256")).isEqualTo(trained.get("model_sha256"));
    assertThat(again.get("test")).isEqualTo(trained.get("test"));
    assertThat(train("other", "seed=7", "training.epochs=1").json().get("model_sha256"))
        .isNotEqualTo(trained.get("model_sha256"));
  }

  @Test
  void aSavedModelScoresAsItDid() {
    Outcome evaluated = verb("evaluate", List.of(run("first")), List.of());

    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(evaluated.json().get("scores")).isEqualTo(trained.get("test"));
  }

  @Test
  void thereAndBackIsTheNetwork() throws IOException {
    String latent = folder.resolve("latent").toString();
    String images = folder.resolve("images").toString();

    Outcome encoded = verb("encode", List.of(run("first"), "--output", latent), List.of());
    assertThat(encoded.code()).as(encoded.err()).isZero();
    assertThat(encoded.json().get("examples").intValue()).isEqualTo(5_000);
    Outcome decoded =
        verb("decode", List.of(run("first"), "--in", latent, "--output", images), List.of());
    assertThat(decoded.code()).as(decoded.err()).isZero();

    FloatBuffer written = floats(Path.of(images, "images-idx3-float"), 5_000);
    MultiLayerNetwork network =
        ModelBundle.read(run("first"), ConfigLoader.hadoopOfProcess()).network();
    List<Image> originals = trainingImages();
    for (int i : new int[] {0, 1, 3_999}) {
      INDArray expected = network.output(Nd4j.create(new float[][] {originals.get(i).values()}));
      for (int p = 0; p < 784; p++) {
        assertThat(Math.abs(written.get(784 * i + p) - expected.getFloat(p))).isLessThan(1e-6f);
      }
    }
    assertThat(Path.of(images, "images.png")).isNotEmptyFile();

    SparkSession spark = SparkSession.builder().getOrCreate();
    List<Row> rows = spark.read().parquet(latent).orderBy("index").collectAsList();
    assertThat(rows).hasSize(5_000);
    assertThat(rows.get(4_003).getInt(1)).isEqualTo(3);
    assertThat(rows.get(4_003).getList(2)).hasSize(4);
    spark.stop();
  }

  private static List<Image> trainingImages() {
    DataSettings settings =
        ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), List.of()).job().data();
    SparkSession spark = SparkSession.builder().getOrCreate();
    List<Image> images =
        ImageSources.open(settings, Optional.empty(), ConfigLoader.hadoopOfProcess())
            .read(JavaSparkContext.fromSparkContext(spark.sparkContext()), Split.TRAIN)
            .collect();
    spark.stop();
    return images;
  }

  private static FloatBuffer floats(Path idx, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(idx));
    assertThat(bytes.remaining()).isEqualTo(16 + 4 * count * 784);
    assertThat(bytes.getInt()).isEqualTo(0x0D03);
    assertThat(new int[] {bytes.getInt(), bytes.getInt(), bytes.getInt()})
        .containsExactly(count, 28, 28);
    return bytes.slice().asFloatBuffer();
  }

  @Test
  void outputsThatAreThereAreLeftAlone() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("taken"));

    Outcome encoded =
        verb("encode", List.of(run("first"), "--output", taken.toString()), List.of());

    assertThat(encoded.code()).isEqualTo(4);
    assertThat(encoded.err()).contains("taken exists already");
    assertThat(taken).isEmptyDirectory();
  }

  @Test
  void modelsThatEncodeNothingAreRefused() {
    Outcome reviews =
        Job.train("data.source=sample", "output.dir=" + folder.resolve("runs"), "run.id=reviews");
    assertThat(reviews.code()).as(reviews.err()).isZero();

    Outcome encoded =
        verb(
            "encode",
            List.of(run("reviews"), "--output", folder.resolve("nothing").toString()),
            List.of());

    assertThat(encoded.code()).isEqualTo(2);
    assertThat(encoded.err())
        .contains("reviews is a model of the workload 'review-sentiment', expected 'autoencoder'");
    assertThat(folder.resolve("nothing")).doesNotExist();
  }

  @Test
  void vectorsOfAnotherLengthOrNoneAreRefused() {
    String none = folder.resolve("gone.parquet").toString();
    Outcome missing =
        verb(
            "decode",
            List.of(run("first"), "--in", none, "--output", folder.resolve("decoded").toString()),
            List.of());

    assertThat(missing.code()).as(missing.err()).isEqualTo(3);
    assertThat(missing.err()).contains("gone.parquet is not a readable Parquet table");

    Outcome narrow = train("narrow", "autoencoder.latent-size=3", "training.epochs=1");
    assertThat(narrow.code()).as(narrow.err()).isZero();
    String latent = folder.resolve("narrow-latent").toString();
    assertThat(verb("encode", List.of(run("narrow"), "--output", latent), List.of()).code())
        .isZero();
    Outcome other =
        verb(
            "decode",
            List.of(run("first"), "--in", latent, "--output", folder.resolve("decoded").toString()),
            List.of());
    assertThat(other.code()).as(other.err()).isEqualTo(3);
    assertThat(other.err()).contains("has 3 values, but the model's latent size is 4");
    assertThat(folder.resolve("decoded")).doesNotExist();
  }

  @Test
  void filesThatAreCutOffEndWithBadData() throws IOException {
    Path bad = Files.createDirectories(folder.resolve("bad"));
    byte[] images = IdxFiles.whole(8, 28, 28);
    IdxFiles.write(bad, IdxFiles.TEST_IMAGES, images);
    IdxFiles.write(
        bad,
        IdxFiles.TRAIN_IMAGES + ".gz",
        IdxFiles.zipped(Arrays.copyOf(images, images.length - 1)));

    Outcome refused = train("bad", "data.path=" + bad);

    assertThat(refused.code()).as(refused.err()).isEqualTo(3);
    assertThat(refused.json().get("error").textValue()).contains("ends within item 8");
    assertThat(Path.of(run("bad"))).doesNotExist();
  }

  @Test
  void aLatentVectorIsNoLongerThanAnImage() {
    Outcome refused = train("wide", "autoencoder.latent-size=785");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("autoencoder.latent-size is 785", "have 784 pixels");
  }

  /** Three epochs suffice to do better than principal components. */
  @Test
  void learnsMnistBetterThanPrincipalComponentsDo() {
    String mnist = RealImages.folder().toString();

    Outcome outcome =
        train(
            "mnist",
            "data.path=" + mnist,
            "autoencoder.hidden-size=128",
            "autoencoder.latent-size=32",
            "training.learning-rate=0.003",
            "training.batch-size=128",
            "averaging.rounds-per-epoch=4",
            "training.epochs=3");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("Training images: 60,000", "Test images: 10,000");
    assertThat(outcome.json().at("/examples/dropped").intValue()).isZero();
    assertThat(outcome.json().at("/test/pca_mse").doubleValue()).isBetween(0.0167, 0.0170);
    assertThat(outcome.json().at("/test/mse").doubleValue())
        .isLessThan(outcome.json().at("/test/pca_mse").doubleValue());
  }
}
