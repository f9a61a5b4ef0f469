package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.data.Split;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.ivy.plugins.resolver.IBiblioResolver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks of each format that Spark reads, in processes of its own: written by {@code score},
 * trained on by scheduled runs, killed and resumed, evaluated, scored, and appended to. Jars that
 * Spark lacks come from {@code --packages}. Which formats are checked is told by {@code
 * -Dformats=avro,hive}, or {@code all}; one of files and one of tables without.
 */
abstract class FormatChecks {

  private static final List<String> SMALL =
      List.of(
          "text.vocabulary-size=300",
          "text.length=40",
          "model.embedding-size=8",
          "model.hidden-size=8",
          "training.epochs=3",
          "training.replicas=2",
          "data.validation.fraction=0.1",
          "preflight=off");

  private static final String CHOSEN = System.getProperty("formats", "parquet,iceberg");

  private static final int TRAINING_ROWS = 2_000;
  private static final int TEST_ROWS = 300;

  /** What Java says of a process that SIGKILL ended. */
  private static final int KILLED = 128 + 9;

  @TempDir static Path folder;

  private static Path model;

  /**
   * A format.
   *
   * @param table name of its table in a catalog; empty for a partitioned folder of files
   * @param version what a model's provenance says of the table
   * @param spark Spark's settings
   */
  record Format(String name, String table, String version, Map<String, String> spark) {

    static Format files(String name, Map<String, String> spark) {
      return new Format(name, "", ".*/" + name, spark);
    }

    boolean isChosen() {
      return CHOSEN.equals("all") || List.of(CHOSEN.split(",")).contains(name);
    }

    boolean isTable() {
      return !table.isEmpty();
    }

    Path files() {
      return folder.resolve("tables").resolve(name);
    }

    String source() {
      return isTable() ? "data.table=" + table : "data.path=" + files();
    }

    /** All texts, without the columns that scoring them has added. */
    String query() {
      return "data.query=SELECT text FROM "
          + (isTable() ? table : "%s.`%s`".formatted(name, files()));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void trainOnTheSample() throws IOException, InterruptedException {
    model = folder.resolve("runs/first");
    Path sample = folder.resolve("sample");
    try (Submitted generated = start("sample", Map.of(), List.of("sample", sample.toString()))) {
      assertThat(generated.code()).as(generated.err()).isZero();
    }
    write(rows(Split.TRAIN), sample.resolve("train.jsonl"), TRAINING_ROWS);
    write(rows(Split.TEST), sample.resolve("test.jsonl"), TEST_ROWS);
    run("first", Map.of(), List.of(train("first", "data.path=" + rows(Split.TRAIN))));
  }

  private static Path rows(Split split) {
    return folder.resolve(split + ".jsonl");
  }

  private static void write(Path target, Path source, int count) throws IOException {
    try (Stream<String> lines = Files.lines(source)) {
      Files.write(target, lines.limit(count).toList());
    }
  }

  static boolean isReachable() {
    try {
      HttpURLConnection central =
          (HttpURLConnection)
              URI.create(
                      // Where Ivy, and so --packages, looks by default.
                      IBiblioResolver.DEFAULT_M2_ROOT
                          + "org/apache/spark/spark-hive_2.12/3.5.5/spark-hive_2.12-3.5.5.pom")
                  .toURL()
                  .openConnection();
      central.setConnectTimeout(10_000);
      central.setReadTimeout(10_000);
      return central.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> train(String run, String... more) {
    List<String> settings = new ArrayList<>(SMALL);
    settings.add("output.dir=" + folder.resolve("runs"));
    settings.add("run.id=" + run);
    settings.addAll(List.of(more));
    return command("train", settings);
  }

  private static List<String> scheduled(Format format, String run, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add(format.source());
    settings.add("models.dir=" + folder.resolve("models-" + format));
    settings.add("models.promotion.min-accuracy=0");
    return train(format + "-" + run, settings.toArray(String[]::new));
  }

  /** Writes scored rows of a split into a day's partition. */
  private static List<String> score(Format format, Split split, String day, String mode) {
    List<String> command =
        new ArrayList<>(List.of("score", model.toString(), "--set", "data.path=" + rows(split)));
    if (format.isTable()) {
      command.addAll(
          List.of("--output-table", format.table(), "--partition", "ds=" + day, "--mode", mode));
    } else {
      command.addAll(
          List.of("--output", format.files().resolve("ds=" + day) + "", "--format", format.name()));
    }
    command.add("--json");
    return command;
  }

  private static List<String> command(String subcommand, List<String> settings) {
    List<String> command = new ArrayList<>(List.of(subcommand, "--json"));
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    return command;
  }

  private static Submitted start(String name, Map<String, String> spark, List<String> command)
      throws IOException {
    return Submitted.start(own(name), "local[2]", withIvy(spark), command);
  }

  private static Path own(String name) throws IOException {
    return Files.createDirectories(folder.resolve("out").resolve(name));
  }

  private static Map<String, String> withIvy(Map<String, String> spark) {
    Map<String, String> all = new HashMap<>(spark);
    all.put("spark.jars.ivy", System.getProperty("project.dir") + "/target/ivy");
    return all;
  }

  /** Runs commands in one process, and returns what each printed. */
  private static List<JsonNode> run(
      String name, Map<String, String> spark, List<List<String>> commands)
      throws IOException, InterruptedException {
    try (Submitted submitted = Submitted.sequence(own(name), withIvy(spark), commands)) {
      assertThat(submitted.code()).as(submitted.err()).isZero();
      assertThat(submitted.jsonLines()).hasSameSizeAs(commands);
      return submitted.jsonLines();
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aTableIsTrainedOnAndGrows(Format format) throws IOException, InterruptedException {
    assumeTrue(format.isChosen(), "not one of -Dformats=" + CHOSEN);
    assumeTrue(
        format.spark().isEmpty() || isReachable(),
        "Maven Central, where --packages looks, cannot be reached");
    List<JsonNode> first =
        run(
            format + "-first",
            format.spark(),
            List.of(
                score(format, Split.TRAIN, "2026-01-01", "append"), scheduled(format, "first")));
    JsonNode trained = first.get(1);
    assertThat(first.get(0).get("scored").intValue()).isEqualTo(TRAINING_ROWS);
    assertThat(provenance(format, "first").get("source").textValue()).matches(format.version());

    killAfterAnEpoch(format);

    Path scores = folder.resolve(format + "-scores.jsonl");
    List<List<String>> commands = new ArrayList<>();
    List<String> resume = new ArrayList<>(train(format + "-killed", format.source()));
    resume.add("--resume");
    commands.add(resume);
    String run = folder.resolve("runs/" + format + "-first").toString();
    commands.add(List.of("evaluate", run, "--json"));
    commands.add(
        List.of("score", run, "--json", "--set", format.query(), "--output", scores.toString()));
    commands.add(scheduled(format, "unchanged"));
    commands.add(score(format, Split.TEST, "2026-01-02", "append"));
    if (format.isTable()) {
      commands.add(score(format, Split.TEST, "2026-01-02", "replace"));
    }
    commands.add(
        scheduled(
            format, "grown", "data.where=ds < '2026-01-02'", "data.test-where=ds = '2026-01-02'"));
    List<JsonNode> after = run(format + "-after", format.spark(), commands);

    assertThat(after.get(0).get("model_sha256")).isEqualTo(trained.get("model_sha256"));
    assertThat(after.get(0).get("test")).isEqualTo(trained.get("test"));
    assertThat(after.get(1).at("/scores/accuracy")).isEqualTo(trained.at("/test/accuracy"));
    assertThat(after.get(2).get("scored").intValue()).isEqualTo(TRAINING_ROWS);
    assertThat(after.get(3).get("status").textValue()).isEqualTo("nothing-new");
    JsonNode grown = provenance(format, "grown");
    assertThat(grown.get("train_examples").intValue()).isEqualTo(TRAINING_ROWS);
    assertThat(grown.get("test_examples").intValue()).isEqualTo(TEST_ROWS);
    assertThat(grown.get("data_fingerprint"))
        .isNotEqualTo(provenance(format, "first").get("data_fingerprint"));
  }

  private static void killAfterAnEpoch(Format format) throws IOException, InterruptedException {
    List<String> command = train(format + "-killed", format.source());
    try (Submitted killed = start(format + "-killed", format.spark(), command)) {
      killed.awaitOnStandardError("Epoch 1/3 - ");
      killed.kill();
      assertThat(killed.code()).isEqualTo(KILLED);
    }
  }

  private static JsonNode provenance(Format format, String run) throws IOException {
    return new ObjectMapper()
        .readTree(
            folder.resolve("runs/%s-%s/model/provenance.json".formatted(format, run)).toFile());
  }
}
