package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.RealReviews;
import io.sparkrnn.SparkForTests;
import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.export.OnnxSession;
import io.sparkrnn.store.Checksums;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import io.sparkrnn.workload.sentiment.ReviewScorer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a user gets of {@code export}, {@code import} and {@code explain}. */
class ExportIT {

  private static final Logger LOG = LoggerFactory.getLogger(ExportIT.class);
  private static final int REVIEWS = 1000;

  @TempDir private static Path shared;

  @TempDir private Path folder;

  @BeforeAll
  static void trainOnce() {
    Job.freshSpark();
    Outcome trained = Job.train("output.dir=" + shared, "run.id=run", "model.hidden-size=8");
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  @Test
  void onnxRuntimeSaysOfTheSampleWhatTheModelSays() throws IOException {
    assertSameAnswers(shared.resolve("run"), folder.resolve("model.onnx"));
  }

  @Test
  void onnxRuntimeSaysOfRealReviewsWhatTheModelSays() throws IOException {
    Path reviews = RealReviews.folder().toAbsolutePath();
    Outcome trained =
        Job.run(
            "train",
            "--json",
            "--set",
            "data.path=" + reviews.resolve("imdb.npz"),
            "--set",
            "training.epochs=1",
            "--set",
            "training.replicas=2",
            // One round of training is not the point, the shape of the network is.
            "--set",
            "data.validation.fraction=0.9",
            "--set",
            "output.dir=" + folder,
            "--set",
            "run.id=real");
    assertThat(trained.code()).as(trained.err()).isZero();

    assertSameAnswers(folder.resolve("real"), folder.resolve("model.onnx"));
  }

  private static void assertSameAnswers(Path run, Path file) throws IOException {
    Outcome exported =
        Job.run("export", run.toString(), "--format", "onnx", "--output", "" + file, "--json");
    assertThat(exported.code()).as(exported.err()).isZero();
    byte[] onnx = Files.readAllBytes(file);
    assertThat(exported.json().get("sha256").textValue()).isEqualTo(Checksums.sha256(onnx));

    SavedModel saved = SavedModel.read(run.toString(), new Configuration());
    JobConfig config = saved.own();
    Workload workload = Workloads.create(config, new Configuration());
    List<float[]> reviews =
        workload
            .prepareFor(SparkForTests.session(), saved.bundle().assets())
            .test()
            .take(REVIEWS)
            .stream()
            .map(Example::features)
            .toList();
    float[][] expected =
        ReviewScorer.of(config, saved.bundle().network(), saved.bundle().assets())
            .outputsOf(reviews);
    try (OnnxSession session = new OnnxSession(onnx)) {
      double[] answers = session.probabilities(reviews);
      double difference =
          IntStream.range(0, expected.length)
              .mapToDouble(i -> Math.abs(answers[i] - expected[i][0]))
              .max()
              .orElseThrow();
      LOG.info("{} reviews, largest difference {}", expected.length, difference);
      assertThat(answers).hasSize(REVIEWS);
      assertThat(difference).isLessThan(1e-5);
    }
  }

  @Test
  void aModelThatWentThroughKerasHasTheSameScores() throws IOException {
    String model = shared.resolve("run").toString();
    Path keras = folder.resolve("model.keras");
    Outcome exported = Job.run("export", model, "--format", "keras", "--output", "" + keras);
    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(exported.out()).startsWith("Written: file://" + keras);

    Outcome imported = importOf(keras, wordIndex(), "run.id=back");
    assertThat(imported.code()).as(imported.err()).isZero();
    String back = folder.resolve("back").toString();

    JsonNode before = Job.run("evaluate", model, "--json").json();
    JsonNode after = Job.run("evaluate", back, "--json").json();
    assertThat(after.get("scores")).isEqualTo(before.get("scores"));
    assertThat(after.get("model_sha256"))
        .isEqualTo(before.get("model_sha256"))
        .isEqualTo(imported.json().get("model_sha256"));
    // There is one already.
    assertThat(importOf(keras, wordIndex(), "run.id=back").code()).isEqualTo(4);
  }

  @Test
  void whatCannotBeImportedLeavesNothing() throws IOException {
    Path keras = folder.resolve("model.keras");
    Job.run(
        "export", shared.resolve("run").toString(), "--format", "keras", "--output", "" + keras);
    byte[] whole = Files.readAllBytes(keras);
    Path cut = Files.write(folder.resolve("cut.keras"), List.of("PK"));
    Path gap = Files.writeString(folder.resolve("gap.json"), "{\"a\": 1, \"c\": 3}");

    Outcome none = importOf(folder.resolve("none.keras"), wordIndex(), "run.id=no");
    Outcome text = importOf(cut, wordIndex(), "run.id=no");
    Outcome gaps = importOf(keras, gap, "run.id=no");
    Outcome missing = importOf(keras, folder.resolve("none.json"), "run.id=no");

    assertThat(none.err()).contains("none.keras does not exist, expected a file");
    assertThat(text.err()).contains("cut.keras: it is neither a .keras nor an .h5 file");
    assertThat(gaps.err()).contains("the word index has no word of rank 2");
    assertThat(missing.err()).contains("none.json");
    assertThat(List.of(none, text, gaps, missing)).extracting(Outcome::code).containsOnly(3);
    assertThat(folder.resolve("no")).doesNotExist();
    assertThat(Files.readAllBytes(keras)).isEqualTo(whole);
  }

  @Test
  void explainsATextThatIsGivenOrRead() {
    String model = shared.resolve("run").toString();
    Outcome given = Job.run("explain", model, "A wonderful film", "--json");
    InputStream before = System.in;
    Outcome read;
    try {
      System.setIn(new ByteArrayInputStream("A wonderful film".getBytes(StandardCharsets.UTF_8)));
      read = Job.run("explain", model, "--top", "1");
    } finally {
      System.setIn(before);
    }

    assertThat(given.code()).as(given.err()).isZero();
    double probability = given.json().get("probability").doubleValue();
    assertThat(probability).isBetween(0.0, 1.0);
    List<String> words = new ArrayList<>();
    given.json().get("words").forEach(word -> words.add(word.get("word").textValue()));
    assertThat(words).containsExactly("a", "wonderful", "film");
    JsonNode first = given.json().get("words").get(0);
    double without = first.get("probability_without").doubleValue();
    assertThat(first.get("effect").doubleValue())
        .isCloseTo(logOdds(probability) - logOdds(without), within(1e-9));
    assertThat(read.out())
        .startsWith("P(positive) = %.4f".formatted(probability))
        .contains("What each word adds to the log-odds:");
    assertThat(Job.run("explain", model, "x", "--top", "-1").code()).isEqualTo(2);
  }

  @Test
  void theReportSaysWhatMovedTheReviewsItShows() throws IOException {
    assertThat(Files.readString(shared.resolve("run/report.html")))
        .contains("Words with the largest effect</th>")
        .containsPattern(
            ">[^ <,]+\\u00A0[+-]\\d+\\.\\d\\d(, [^ <,]+\\u00A0[+-]\\d+\\.\\d\\d)+</td>");
  }

  private static double logOdds(double probability) {
    return Math.log(probability / (1 - probability));
  }

  private Outcome importOf(Path file, Path index, String setting) {
    return Job.run(
        "import",
        file.toString(),
        "--word-index",
        index.toString(),
        "--json",
        "--set",
        "output.dir=" + folder,
        "--set",
        setting);
  }

  /** The vocabulary of the model, as Keras would have it. */
  private Path wordIndex() throws IOException {
    List<String> entries = new ArrayList<>();
    for (String line : Files.readAllLines(shared.resolve("run/model/assets/vocabulary.txt"))) {
      String[] parts = line.split("\t");
      entries.add("\"%s\": %d".formatted(parts[1], Integer.parseInt(parts[0]) - 3));
    }
    return Files.writeString(folder.resolve("index.json"), "{" + String.join(", ", entries) + "}");
  }
}
