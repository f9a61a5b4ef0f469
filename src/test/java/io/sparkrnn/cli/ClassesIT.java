package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.SparkForTests;
import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.export.OnnxSession;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.ml.SparkRnnClassifier;
import io.sparkrnn.ml.SparkRnnModel;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import io.sparkrnn.workload.sentiment.ReviewScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four classes of uneven size, from the table to every way to use the model. */
class ClassesIT {

  private static final List<String> NAMES = List.of("business", "science", "sports", "travel");

  /** Words of each class. */
  private static final List<List<String>> WORDS =
      List.of(
          List.of("market", "bank", "shares", "profit", "trade", "stock"),
          List.of("atom", "cell", "planet", "theory", "energy", "lab"),
          List.of("match", "goal", "team", "player", "league", "coach"),
          List.of("hotel", "beach", "flight", "island", "tour", "train"));

  private static final List<String> COMMON =
      List.of("the", "a", "of", "and", "in", "for", "with", "new", "old", "big", "one", "day");

  @TempDir private static Path folder;

  private static Path table;
  private static Outcome found;
  private static String model;

  @BeforeAll
  static void trainOnce() throws IOException {
    Job.freshSpark();
    table = Files.writeString(folder.resolve("texts.csv"), csv(1_500));
    found = train("run.id=found", "data.labels.classes=found");
    assertThat(found.code()).as(found.err()).isZero();
    model = folder.resolve("runs/found").toString();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  private static String csv(int rows) {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < rows; i++) {
      // 40, 30, 20 and 10 of 100.
      int of = "0000111223".charAt(i % 10) - '0';
      for (int word = 0; word < 5 + random.nextInt(8); word++) {
        List<String> from = random.nextInt(10) < 5 ? WORDS.get(of) : COMMON;
        csv.append(from.get(random.nextInt(from.size()))).append(' ');
      }
      csv.append(i).append(',').append(NAMES.get(of)).append('\n');
    }
    return csv.toString();
  }

  private static List<Object> settings(String... more) {
    List<Object> settings =
        new ArrayList<>(
            List.of(
                "data.path=" + table,
                "output.dir=" + folder.resolve("runs"),
                "model.embedding-size=16",
                "model.hidden-size=16",
                "model.input-dropout=0",
                "training.epochs=4",
                "training.batch-size=16",
                "training.learning-rate=0.01",
                "averaging.every-batches=3"));
    settings.addAll(List.of(more));
    return settings;
  }

  private static Outcome train(String... more) {
    return Job.train(settings(more).toArray());
  }

  @Test
  void foundClassesAreLearntAndReported() throws IOException {
    assertThat(found.json().at("/test/accuracy").doubleValue()).isGreaterThan(0.9);
    List<String> scores = new ArrayList<>();
    found.json().get("test").fieldNames().forEachRemaining(scores::add);
    assertThat(scores).containsExactly("accuracy", "loss", "macro_f1", "weighted_f1", "macro_auc");
    assertThat(found.err())
        .containsPattern("Training reviews: [\\d,]+ of 4 classes \\(\\d+ business,");
    assertThat(Path.of(model, "model/assets/classes.txt"))
        .hasContent("0\tbusiness\n1\tscience\n2\tsports\n3\ttravel\n");
    assertThat(Files.readString(Path.of(model, "report.html")))
        .contains("Scores by class", "Predicted travel", "log-odds of the predicted class")
        .doesNotContain("P(positive)", ">positive<", "Share positive");
  }

  @Test
  void listedClassesAreOutputsInTheirOrder() throws IOException {
    Outcome listed =
        train(
            "run.id=listed",
            "data.labels.classes=listed",
            "data.labels.names=[travel,SPORTS,science,business]",
            "training.class-weights=balanced",
            "training.label-smoothing=0.1",
            "model.word-dropout=0.1",
            "model.layer=stock",
            "evaluation.against=");

    assertThat(listed.code()).as(listed.err()).isZero();
    assertThat(listed.json().at("/test/accuracy").doubleValue()).isGreaterThan(0.9);
    assertThat(folder.resolve("runs/listed/model/assets/classes.txt"))
        .hasContent("0\ttravel\n1\tSPORTS\n2\tscience\n3\tbusiness\n");

    Outcome compared =
        Job.run("evaluate", folder.resolve("runs/listed").toString(), "--json", "--against", model);
    assertThat(compared.code()).isEqualTo(2);
    assertThat(compared.err()).contains("only models of the same classes can be compared");
  }

  @Test
  void anInterruptedTrainingEndsAsOneThatWasNot() {
    JobConfig job = config("data.labels.classes=found", "training.class-weights=balanced");
    Workload workload = Workloads.create(job, new Configuration());
    PreparedData data = workload.prepare(SparkForTests.session());
    Fit fit = new Fit(SparkForTests.context(), job, workload, 2);
    CollectedStates states = new CollectedStates();

    String whole = ParameterHash.sha256(fit.run(data, training -> List.of(states)).network());
    String resumed =
        ParameterHash.sha256(
            fit.run(data, Optional.of(states.after(2)), Fit.ListenerFactory.NONE).network());

    assertThat(resumed).isEqualTo(whole).isNotEqualTo(found.json().get("model_sha256").textValue());
    assertThat(train("run.id=again", "data.labels.classes=found").json().get("model_sha256"))
        .isEqualTo(found.json().get("model_sha256"));
  }

  private static JobConfig config(String... more) {
    List<String> assignments = new ArrayList<>(Job.TINY);
    settings(more).forEach(setting -> assignments.add(setting.toString()));
    return ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), assignments).job();
  }

  @Test
  void evaluationsAgreeWithTheTraining() {
    Outcome evaluated = Job.run("evaluate", model, "--json", "--against", model);

    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(evaluated.json().get("scores")).isEqualTo(found.json().get("test"));
    assertThat(evaluated.json().at("/comparison/mcnemar_p").doubleValue()).isEqualTo(1);
    Outcome binary = Job.run("evaluate", model, "--json", "--set", "data.labels.classes=binary");
    assertThat(binary.code()).isEqualTo(2);
    assertThat(binary.err()).contains("the model has the classes business, science");
  }

  @Test
  void aScoredTableHasClassAndProbabilities() throws IOException {
    Path out = folder.resolve("scored.jsonl");
    Outcome scored =
        Job.run(
            "score", model, "--json", "--output", out.toString(), "--set", "data.path=" + table);
    assertThat(scored.code()).as(scored.err()).isZero();
    List<JsonNode> rows = new ArrayList<>();
    try (Stream<Path> parts = Files.list(out)) {
      for (Path part : parts.filter(one -> one.toString().endsWith(".json")).toList()) {
        Files.readAllLines(part).forEach(line -> rows.add(Job.parse(line)));
      }
    }
    assertThat(rows).hasSize(1_500);
    for (JsonNode row : rows) {
      int predicted = row.get("prediction").intValue();
      assertThat(row.get("predicted_class").textValue()).isEqualTo(NAMES.get(predicted));
      assertThat(row.get("probabilities")).hasSize(4);
      assertThat(row.get("probabilities").get(predicted)).isEqualTo(row.get("probability"));
    }
    long right =
        rows.stream().filter(row -> row.get("predicted_class").equals(row.get("label"))).count();
    JsonNode all = Job.run("evaluate", model, "--json", "--split", "all").json();
    assertThat(right / 1_500.0).isEqualTo(all.at("/scores/accuracy").doubleValue(), within(1e-12));

    Path csv = folder.resolve("scored.csv");
    assertThat(Job.run("score", model, "--output", csv + "", "--set", "data.path=" + table).code())
        .isZero();
    try (Stream<Path> parts = Files.list(csv)) {
      Path part = parts.filter(one -> one.toString().endsWith(".csv")).findFirst().orElseThrow();
      assertThat(Files.readAllLines(part).get(0))
          .isEqualTo("text,label,probability,prediction,predicted_class");
    }
  }

  @Test
  void textsAndStagesOfPipelinesGetTheSame() {
    String text = "the team and a coach of the league";
    JsonNode typed = Job.run("score", model, "--json", text).json().at("/scores/0");
    assertThat(typed.get("predicted_class").textValue()).isEqualTo("sports");

    SparkRnnModel stage = SparkRnnModel.ofRun(model);
    assertThat(stage.classes()).isEqualTo(NAMES);
    Dataset<Row> rows =
        SparkForTests.session().read().option("header", true).csv(table.toString()).limit(20);
    Row first = stage.transform(rows).first();
    Vector probability = first.getAs("probability");
    Vector raw = first.getAs("rawPrediction");
    assertThat(probability.size()).isEqualTo(4).isEqualTo(stage.numClasses());
    assertThat(probability.argmax())
        .isEqualTo((int) first.<Double>getAs("prediction").doubleValue());
    assertThat(raw.argmax()).isEqualTo(probability.argmax());
    assertThat(stage.classProbabilities(List.of(text))[0][2])
        .isEqualTo(typed.at("/probabilities/sports").doubleValue());
  }

  @Test
  void aPipelineTrainsOnIndexedLabels() {
    Dataset<Row> rows = SparkForTests.session().read().option("header", true).csv(table.toString());
    List<String> settings = new ArrayList<>(Job.TINY);
    settings.addAll(
        List.of(
            "data.labels.classes=found",
            "model.embedding-size=16",
            "model.hidden-size=16",
            "training.epochs=4",
            "training.batch-size=16",
            "training.learning-rate=0.01",
            "averaging.every-batches=3"));
    StringIndexer indexer = new StringIndexer().setInputCol("label").setOutputCol("index");
    SparkRnnClassifier classifier =
        new SparkRnnClassifier().setLabelCol("index").setSettings(settings.toArray(String[]::new));

    PipelineModel fitted =
        new Pipeline().setStages(new PipelineStage[] {indexer, classifier}).fit(rows);

    SparkRnnModel trained = (SparkRnnModel) fitted.stages()[1];
    // The indexer gives the most frequent label the first index.
    assertThat(trained.classes()).containsExactly("business", "science", "sports", "travel");
    double accuracy =
        new MulticlassClassificationEvaluator()
            .setLabelCol("index")
            .setMetricName("accuracy")
            .evaluate(fitted.transform(rows));
    assertThat(accuracy).isGreaterThan(0.9);
  }

  @Test
  void anExplanationIsOfThePredictedClassOrOfAnother() {
    Outcome predicted = Job.run("explain", model, "a goal of the team", "--json");
    Outcome other = Job.run("explain", model, "a goal of the team", "--json", "--class", "travel");

    assertThat(predicted.code()).as(predicted.err()).isZero();
    assertThat(predicted.err()).contains("P(sports) = ");
    assertThat(predicted.json().get("explained").textValue()).isEqualTo("sports");
    assertThat(predicted.json().at("/words/1/effect").doubleValue()).isPositive();
    assertThat(other.json().get("explained").textValue()).isEqualTo("travel");
    assertThat(other.json().get("predicted_class").textValue()).isEqualTo("sports");
    assertThat(other.json().at("/words/1/effect").doubleValue()).isNegative();
    Outcome unknown = Job.run("explain", model, "a goal", "--class", "cooking");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("expected one of the model's classes: business, science");
  }

  @Test
  void onnxRuntimeSaysWhatTheModelSays() throws IOException {
    Path file = folder.resolve("model.onnx");
    assertThat(Job.run("export", model, "--format", "onnx", "--output", "" + file).code()).isZero();
    SavedModel saved = SavedModel.read(model, new Configuration());
    List<float[]> texts =
        Workloads.create(saved.own(), new Configuration())
            .prepareFor(SparkForTests.session(), saved.bundle().assets())
            .test()
            .take(100)
            .stream()
            .map(Example::features)
            .toList();
    float[][] expected =
        ReviewScorer.of(saved.own(), saved.bundle().network(), saved.bundle().assets())
            .outputsOf(texts);

    try (OnnxSession session = new OnnxSession(Files.readAllBytes(file))) {
      float[][] answers = session.outputs(texts);
      for (int i = 0; i < expected.length; i++) {
        assertThat(answers[i]).containsExactly(expected[i], within(1e-5f));
      }
      assertThat(session.metadata())
          .containsEntry("classes", "[\"business\",\"science\",\"sports\",\"travel\"]");
    }
  }

  @Test
  void aModelThatWentThroughKerasIsTheSame() throws IOException {
    Path keras = folder.resolve("model.keras");
    assertThat(Job.run("export", model, "--format", "keras", "--output", "" + keras).code())
        .isZero();
    String listed = "data.labels.classes=listed";
    String names = "data.labels.names=[business,science,sports,travel]";

    Outcome back = importOf(keras, "run.id=back", listed, names);
    Outcome nameless = importOf(keras, "run.id=no");
    Outcome fewer = importOf(keras, "run.id=no", listed, "data.labels.names=[business,science]");

    assertThat(back.code()).as(back.err()).isZero();
    assertThat(back.json().get("model_sha256")).isEqualTo(found.json().get("model_sha256"));
    assertThat(List.of(nameless, fewer)).extracting(Outcome::code).containsOnly(2);
    assertThat(nameless.err()).contains("data.labels.names");
    assertThat(fewer.err()).contains("has 4 output units and data.labels.names 2 names");
    Outcome scored =
        Job.run("score", folder.resolve("runs/back").toString(), "--json", "a goal of the team");
    assertThat(scored.json().at("/scores/0/predicted_class").textValue()).isEqualTo("sports");
  }

  private static Outcome importOf(Path file, String... settings) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(model, "model/assets/vocabulary.txt"))) {
      String[] parts = line.split("\t");
      entries.add("\"%s\": %d".formatted(parts[1], Integer.parseInt(parts[0]) - 3));
    }
    Path index = folder.resolve("index.json");
    Files.writeString(index, "{" + String.join(", ", entries) + "}");
    List<String> arguments =
        new ArrayList<>(
            List.of("import", file + "", "--word-index", index + "", "--json", "--set"));
    arguments.add("output.dir=" + folder.resolve("runs"));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return Job.run(arguments);
  }

  @Test
  void versionsOfOtherClassesAreNotCompared() throws IOException {
    String models = "models.dir=" + folder.resolve("models");
    Outcome first = train("run.id=v1", "data.labels.classes=found", models);
    assertThat(first.err()).contains("Promoted: the first version");
    Path more = folder.resolve("more.csv");
    Files.writeString(more, Files.readString(table) + "an oven and a pan,cooking\n".repeat(40));

    Outcome second = train("run.id=v2", "data.labels.classes=found", models, "data.path=" + more);
    Outcome warm =
        train(
            "run.id=v3",
            "data.labels.classes=found",
            "data.path=" + more,
            "models.warm-start=" + model);

    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.err())
        .contains("Not promoted: its classes are not those of the current version");
    assertThat(warm.code()).isEqualTo(2);
    assertThat(warm.err())
        .contains(
            "models.warm-start has the classes business, science, sports, travel and the data");
    Outcome same =
        train(
            "run.id=v4",
            "data.labels.classes=found",
            "models.warm-start=" + model,
            "training.epochs=1");
    assertThat(same.json().at("/test/accuracy").doubleValue()).isGreaterThan(0.9);
    Outcome gated =
        train(
            "run.id=v5", "data.labels.classes=found", models, "models.gate.max-label-shift=0.001");
    assertThat(gated.code()).isEqualTo(3);
    assertThat(gated.err())
        .contains(
            "the distributions of classes are 0.0", "0.0 % of the training reviews are 'cooking'");
  }

  @Test
  void aLabelOutsideTheListIsABadRow() {
    Outcome listed =
        train(
            "run.id=bad",
            "data.labels.classes=listed",
            "data.labels.names=[business,science,sports]");

    assertThat(listed.code()).isEqualTo(3);
    assertThat(listed.err())
        .contains(
            "texts.csv: row 10: column 'label' holds 'travel', expected one of business, science,"
                + " sports (data.labels.names)");
  }

  @Test
  void aTestRowOfAClassThatTrainingLacksIsABadRow() throws IOException {
    Path test = folder.resolve("test.csv");
    Files.writeString(test, "text,label\na goal,sports\nan oven,cooking\n");

    Outcome failed = train("run.id=t1", "data.labels.classes=found", "data.test-path=" + test);
    Outcome skipped =
        train(
            "run.id=t2",
            "data.labels.classes=found",
            "data.test-path=" + test,
            "data.on-bad-row=skip");

    assertThat(failed.code()).isEqualTo(3);
    assertThat(failed.err())
        .contains(
            "test.csv: row 2: has the label 'cooking', expected a class of the training reviews");
    assertThat(skipped.code()).as(skipped.err()).isZero();
    assertThat(skipped.err())
        .contains("Test reviews: 1 of 4 classes", "3 of 4 classes have no test review");
  }

  @Test
  void tooManyClassesAndOneAreToldOf() throws IOException {
    Path one = folder.resolve("one.csv");
    Files.writeString(one, "text,label\n" + "some text,same\n".repeat(50));

    Outcome texts =
        train(
            "run.id=e1",
            "data.labels.classes=found",
            "data.text-column=label",
            "data.label-column=text");
    Outcome bounded = train("run.id=e2", "data.labels.classes=found", "data.labels.max-classes=3");
    Outcome same =
        train(
            "run.id=e3",
            "data.labels.classes=found",
            "data.path=" + one,
            "data.test-path=" + table);
    Outcome sample = train("run.id=e4", "data.labels.classes=found", "data.path=");

    assertThat(texts.code()).isEqualTo(3);
    assertThat(texts.err())
        .contains(
            "different labels in column 'text', expected at most 100 classes",
            "is data.label-column right?");
    assertThat(bounded.code()).isEqualTo(3);
    assertThat(bounded.err())
        .contains("has 4 different labels", "such as business, science, sports, travel");
    assertThat(same.code()).isEqualTo(3);
    assertThat(same.err()).contains("only one class, 'same', in column 'label'");
    assertThat(sample.code()).isEqualTo(2);
    assertThat(sample.err())
        .contains("has positive and negative reviews, expected data.labels.classes = binary");
    assertThat(folder.resolve("runs")).isDirectoryNotContaining("glob:**/e[1-4]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int(id % 3)",
        "cast(id % 3 as decimal(8,2))",
        "double(id % 3)",
        "date_add(date'2026-01-01', int(id % 3))",
        "timestamp(date_add(date'2026-01-01', int(id % 3)))",
        "id % 2 = 0"
      })
  void labelsOfAnyType(String label) throws IOException {
    Path parquet = Files.createTempDirectory(folder, "types").resolve("t.parquet");
    SparkForTests.session()
        .range(300)
        .selectExpr("concat('word', id % 6, ' number ', id) as text", label + " as label")
        .write()
        .parquet(parquet.toString());

    Outcome trained =
        train(
            "run.id=" + parquet.getParent().getFileName(),
            "data.labels.classes=found",
            "data.path=" + parquet,
            "training.epochs=1");

    assertThat(trained.code()).as(trained.err()).isZero();
    List<String> classes =
        Files.readAllLines(
            folder
                .resolve("runs")
                .resolve(parquet.getParent().getFileName())
                .resolve("model/assets/classes.txt"));
    if (label.contains("date")) {
      assertThat(classes).hasSize(3).allMatch(line -> line.contains("\t2026-01-0"));
    } else {
      assertThat(classes)
          .isEqualTo(
              label.contains("=")
                  ? List.of("0\tfalse", "1\ttrue")
                  : List.of("0\t0", "1\t1", "2\t2"));
    }
  }
}
