package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.sparkrnn.ChineseReviews;
import io.sparkrnn.SparkForTests;
import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.export.OnnxSession;
import io.sparkrnn.ml.SparkRnnModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chinese reviews, which have no spaces between words, with each tokenizer. */
class LanguagesIT {

  private static final Logger LOG = LoggerFactory.getLogger(LanguagesIT.class);

  private static final String WARNING = "set text.tokenizer = unicode";

  @TempDir private static Path folder;

  private static final Map<String, Outcome> TRAINED = new HashMap<>();

  @BeforeAll
  static void train() throws IOException {
    Job.freshSpark();
    Files.write(folder.resolve("train.jsonl"), ChineseReviews.jsonLines(3000, 1));
    Files.write(folder.resolve("test.jsonl"), ChineseReviews.jsonLines(1000, 2));
    for (String tokenizer : List.of("keras", "unicode", "characters")) {
      Outcome run =
          Job.train(
              "data.path=" + folder.resolve("train.jsonl"),
              "data.test-path=" + folder.resolve("test.jsonl"),
              "text.tokenizer=" + tokenizer,
              "text.vocabulary-size=1000",
              "text.length=60",
              "model.embedding-size=16",
              "model.hidden-size=16",
              "training.epochs=4",
              "training.learning-rate=0.01",
              "training.batch-size=32",
              "averaging.rounds-per-epoch=10",
              "output.dir=" + folder,
              "run.id=" + tokenizer);
      assertThat(run.code()).as(run.err()).isZero();
      TRAINED.put(tokenizer, run);
    }
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  private static double accuracy(String tokenizer) {
    return TRAINED.get(tokenizer).json().at("/test/accuracy").doubleValue();
  }

  private static Path run(String tokenizer) {
    return folder.resolve(tokenizer);
  }

  @Test
  void wordsAreLearntWhereKerasesTokenizerFindsNone() {
    TRAINED.keySet().forEach(name -> LOG.info("{}: test accuracy {}", name, accuracy(name)));

    assertThat(accuracy("keras")).isBetween(0.45, 0.55);
    assertThat(accuracy("unicode")).isGreaterThan(0.68);
    assertThat(accuracy("characters")).isGreaterThan(0.60);
  }

  @Test
  void aWarningSaysThatTheTokenizerDoesNotFit() throws IOException {
    assertThat(TRAINED.get("keras").err())
        .contains("Warning: 100 % of the letters of the training reviews are of scripts", WARNING);
    assertThat(Files.readString(run("keras").resolve("report.html"))).contains(WARNING);
    assertThat(TRAINED.get("unicode").err()).doesNotContain(WARNING);
    assertThat(TRAINED.get("characters").err()).doesNotContain(WARNING);
  }

  @Test
  void aModelKeepsItsTokenizer() throws IOException {
    assertThat(Files.readString(run("unicode").resolve("model/config.conf")))
        .containsPattern("tokenizer *[=:] *\"?unicode");

    Outcome explained = Job.run("explain", run("unicode").toString(), "剧情非常精彩，导演并不无聊。", "--json");

    List<String> words = new ArrayList<>();
    explained.json().get("words").forEach(word -> words.add(word.get("word").textValue()));
    assertThat(words).containsExactly("剧情", "非常", "精彩", "导演", "并不", "无聊");
  }

  /** Evaluation, scores of a table and of Spark ML, and ONNX with ids that this test makes. */
  @ParameterizedTest
  @ValueSource(strings = {"keras", "unicode", "characters"})
  void textsAreReadAlikeEverywhere(String tokenizer) throws IOException {
    String model = run(tokenizer).toString();
    JsonNode trained = TRAINED.get(tokenizer).json();
    Path table = folder.resolve("test.jsonl");

    Outcome evaluated = Job.run("evaluate", model, "--json");
    assertThat(evaluated.json().get("scores")).isEqualTo(trained.get("test"));

    Path scored = folder.resolve(tokenizer + "-scored.jsonl");
    Outcome scoring =
        Job.run("score", model, "--json", "--output", "" + scored, "--set", "data.path=" + table);
    assertThat(scoring.code()).as(scoring.err()).isZero();
    Map<String, Double> byText = new HashMap<>();
    int right = 0;
    for (JsonNode row : rows(scored)) {
      byText.put(row.get("text").textValue(), row.get("probability").doubleValue());
      right += row.get("label").intValue() == row.get("prediction").intValue() ? 1 : 0;
    }
    assertThat(right / 1000.0).isEqualTo(trained.at("/test/accuracy").doubleValue());

    List<String> texts = byText.keySet().stream().sorted().limit(100).toList();
    assertSame(sparkMl(model, texts), texts, byText);
    assertSame(onnx(tokenizer, texts), texts, byText);
  }

  private static void assertSame(double[] actual, List<String> texts, Map<String, Double> scored) {
    assertThat(actual).hasSize(texts.size());
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as(texts.get(i)).isCloseTo(scored.get(texts.get(i)), within(1e-5));
    }
  }

  private static List<JsonNode> rows(Path scored) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    try (Stream<Path> parts = Files.list(scored)) {
      for (Path part :
          parts.filter(file -> file.getFileName().toString().startsWith("p")).toList()) {
        Files.readAllLines(part).forEach(line -> rows.add(Job.parse(line)));
      }
    }
    return rows;
  }

  private static double[] sparkMl(String model, List<String> texts) {
    List<Row> rows =
        SparkRnnModel.ofRun(model)
            .transform(SparkForTests.session().createDataset(texts, Encoders.STRING()).toDF("text"))
            .collectAsList();
    Map<String, Double> byText = new HashMap<>();
    rows.forEach(
        row -> byText.put(row.getAs("text"), ((Vector) row.getAs("probability")).apply(1)));
    return texts.stream().mapToDouble(byText::get).toArray();
  }

  private static double[] onnx(String tokenizer, List<String> texts) throws IOException {
    Path file = folder.resolve(tokenizer + ".onnx");
    Outcome exported =
        Job.run("export", run(tokenizer).toString(), "--format", "onnx", "--output", "" + file);
    assertThat(exported.code()).as(exported.err()).isZero();
    try (OnnxSession session = new OnnxSession(Files.readAllBytes(file))) {
      assertThat(session.metadata())
          .containsEntry("tokenizer", tokenizer)
          .containsEntry("lower_case", "ascii");
      Map<String, Integer> vocabulary = vocabulary(tokenizer);
      int length = Integer.parseInt(session.metadata().get("length"));
      return session.probabilities(
          texts.stream().map(text -> ids(split(tokenizer, text), vocabulary, length)).toList());
    }
  }

  private static Map<String, Integer> vocabulary(String tokenizer) throws IOException {
    Map<String, Integer> ids = new HashMap<>();
    for (String line : Files.readAllLines(run(tokenizer).resolve("model/assets/vocabulary.txt"))) {
      String[] parts = line.split("\t");
      ids.put(parts[1], Integer.valueOf(parts[0]));
    }
    return ids;
  }

  /**
   * The ids as the pages describe them for other programs: start token, padded and cut in front.
   */
  private static float[] ids(List<String> words, Map<String, Integer> vocabulary, int length) {
    List<Integer> all = new ArrayList<>(List.of(1));
    words.forEach(word -> all.add(vocabulary.getOrDefault(word, 2)));
    List<Integer> kept = all.subList(Math.max(0, all.size() - length), all.size());
    float[] ids = new float[length];
    for (int i = 0; i < kept.size(); i++) {
      ids[length - kept.size() + i] = kept.get(i);
    }
    return ids;
  }

  /** Words as the pages describe them, by other means where there are any. */
  private static List<String> split(String tokenizer, String text) {
    if (tokenizer.equals("keras")) {
      return Arrays.stream(text.split("[!\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~\t\n ]+"))
          .filter(word -> !word.isEmpty())
          .toList();
    }
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
    if (tokenizer.equals("characters")) {
      return normal
          .codePoints()
          .filter(c -> !Character.isSpaceChar(c) && !Character.isISOControl(c))
          .mapToObj(Character::toString)
          .toList();
    }
    List<String> words = new ArrayList<>();
    BreakIterator boundaries = BreakIterator.getWordInstance(ULocale.CHINESE);
    boundaries.setText(normal);
    for (int from = 0, to = boundaries.next(); to >= 0; from = to, to = boundaries.next()) {
      String segment = normal.substring(from, to);
      if (segment.codePoints().anyMatch(UCharacter::isLetterOrDigit)) {
        words.add(segment);
      }
    }
    return words;
  }
}
