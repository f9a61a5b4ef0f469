package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.LogLines;
import io.sparkrnn.SparkForTests;
import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.ml.SparkRnnModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code score}: tables and texts. */
class ScoreIT {

  @TempDir private static Path folder;

  private static String model;
  private static JsonNode trained;
  private static Path table;

  @BeforeAll
  static void train() throws IOException {
    Job.freshSpark();
    Outcome run = Job.train("output.dir=" + folder, "run.id=r", "training.learning-rate=0.01");
    assertThat(run.code()).as(run.err()).isZero();
    trained = run.json();
    model = folder.resolve("r").toString();
    assertThat(Job.run("sample", folder.resolve("sample").toString()).code()).isZero();
    table = folder.resolve("sample/test.jsonl");
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  private static Outcome score(Object path, String out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "score",
                model,
                "--json",
                "--output",
                folder.resolve(out).toString(),
                "--set",
                "data.path=" + path));
    arguments.addAll(List.of(more));
    return Job.run(arguments);
  }

  private static List<String> lines(String out) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> parts = Files.list(folder.resolve(out))) {
      for (Path part : parts.sorted().toList()) {
        if (part.getFileName().toString().startsWith("part-")) {
          lines.addAll(Files.readAllLines(part));
        }
      }
    }
    return lines;
  }

  @Test
  void aTableKeepsItsColumnsAndIsRightAsOftenAsTheModelWas() throws IOException {
    Outcome scored = score(table, "scored.jsonl");

    assertThat(scored.code()).as(scored.err()).isZero();
    assertThat(scored.json().get("scored").intValue()).isEqualTo(1000);
    List<JsonNode> rows = lines("scored.jsonl").stream().map(Job::parse).toList();
    assertThat(rows).hasSize(1000).allMatch(row -> row.has("text") && row.has("probability"));
    long right =
        rows.stream()
            .filter(
                row ->
                    row.get("label").textValue().equals("pos")
                        == (row.get("prediction").intValue() == 1))
            .count();
    assertThat(right / 1000.0).isEqualTo(trained.at("/test/accuracy").doubleValue());
    assertThat(score(table, "scored.jsonl").code()).isEqualTo(4);
    assertThat(score(table, "scored.jsonl", "--set", "output.overwrite=replace").code()).isZero();
  }

  @Test
  void textsAreAnsweredToWithoutATable() {
    Outcome outcome = Job.run("score", model, "--json", "A wonderful film.", "Dull and boring.");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode scores = outcome.json().get("scores");
    assertThat(scores).hasSize(2);
    assertThat(scores.get(0).get("text").textValue()).isEqualTo("A wonderful film.");
    assertThat(scores.get(0).get("probability").doubleValue()).isBetween(0.0, 1.0);
    assertThat(outcome.err()).contains("A wonderful film.");
  }

  @Test
  void aStageOfAPipelineGivesTheSameScore() {
    Outcome typed = Job.run("score", model, "--json", "A wonderful film.");

    assertThat(SparkRnnModel.ofRun(model).probabilities(List.of("A wonderful film."))[0])
        .isEqualTo((float) typed.json().at("/scores/0/probability").doubleValue());
  }

  @Test
  void theSameTextHasTheSameScoreInATable() throws IOException {
    Files.writeString(
        folder.resolve("two.csv"), "id,text\n1,\"A \"\"fine\"\" film,\nreally\"\n2,Boring\n");

    assertThat(score(folder.resolve("two.csv"), "two-scored.csv").code()).isZero();
    Outcome typed = Job.run("score", model, "--json", "A \"fine\" film,\nreally", "Boring");

    List<String> lines = lines("two-scored.csv");
    assertThat(lines.get(0)).isEqualTo("id,text,probability,prediction");
    JsonNode scores = typed.json().get("scores");
    assertThat(String.join("\n", lines))
        .contains(
            "\"A \"\"fine\"\" film,\nreally\","
                + (double) (float) scores.get(0).get("probability").doubleValue());
  }

  @Test
  void rowsWithoutATextStopItOrAreLeftOut() throws IOException {
    Files.writeString(
        folder.resolve("holes.jsonl"), "{\"text\":\"good\"}\n{\"text\":null}\n{\"text\": \"cut\n");

    Outcome refused = score(folder.resolve("holes.jsonl"), "holes-scored.jsonl");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("2 rows of ", "have no text in the column 'text'");
    assertThat(folder.resolve("holes-scored.jsonl")).doesNotExist();

    Outcome skipped =
        score(folder.resolve("holes.jsonl"), "holes-scored.jsonl", "--set", "data.on-bad-row=skip");
    assertThat(skipped.code()).as(skipped.err()).isZero();
    assertThat(skipped.json().get("left_out").intValue()).isEqualTo(2);
    assertThat(lines("holes-scored.jsonl")).hasSize(1);
  }

  @Test
  void aPlainTextIsATableOfOneColumn() throws IOException {
    Files.writeString(folder.resolve("lines.txt"), "good\nbad\n");

    assertThat(score(folder.resolve("lines.txt"), "lines.tsv").code()).isZero();
    assertThat(lines("lines.tsv").get(0)).isEqualTo("text\tprobability\tprediction");
  }

  /** A file that a train would refuse, too, with the message alone. */
  @ParameterizedTest
  @ValueSource(strings = {"footer", "page", "cut", "gzip"})
  void aDamagedFileIsToldOfWithoutStackTraces(String damage) throws IOException {
    Path file = damaged(damage);
    try (LogLines log = LogLines.of(LogManager.ROOT_LOGGER_NAME)) {
      for (Outcome outcome :
          List.of(
              score(file, damage + "-scored.parquet"),
              Job.run("evaluate", model, "--json", "--set", "data.path=" + file))) {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(3);
        assertThat(outcome.err()).contains(file.getFileName().toString()).doesNotContain("\tat ");
      }
      assertThat(log.stackTraces()).isEmpty();
      assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
    }
    assertThat(folder.resolve(damage + "-scored.parquet")).doesNotExist();
  }

  private static Path damaged(String damage) throws IOException {
    if (damage.equals("gzip")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(Files.readAllBytes(folder.resolve("sample/train.jsonl")));
      }
      return Files.write(
          folder.resolve("damaged.jsonl.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
    }
    Path written = folder.resolve("whole-" + damage);
    SparkForTests.session()
        .sql("select concat('film number ', id) text, string(id % 2) label from range(3000)")
        .coalesce(1)
        .write()
        .parquet(written.toString());
    try (Stream<Path> files = Files.list(written)) {
      byte[] bytes =
          Files.readAllBytes(
              files.filter(part -> part.toString().endsWith(".parquet")).findFirst().orElseThrow());
      switch (damage) {
        case "footer" -> Arrays.fill(bytes, bytes.length - 60, bytes.length - 12, (byte) 0xEE);
        case "page" -> Arrays.fill(bytes, 40, 2_000, (byte) 0xEE);
        default -> bytes = Arrays.copyOf(bytes, bytes.length / 2);
      }
      return Files.write(folder.resolve("damaged-%s.parquet".formatted(damage)), bytes);
    }
  }

  @Test
  void whatCannotBeIsToldOf() throws IOException {
    assertThat(score(folder.resolve("gone.parquet"), "a.parquet").code()).isEqualTo(3);
    assertThat(score(folder.resolve("what"), "a.parquet").err()).contains("--format");
    assertThat(score(table, "a.txt").code()).isEqualTo(2);
    assertThat(score(table, "a.jsonl", "--set", "data.text-column=body").err())
        .contains("has no column 'body', there are label, text");
    assertThat(Job.run("score", model).code()).isEqualTo(2);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".a."));
    }
  }
}
