package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.MadeUpReviews;
import io.sparkrnn.cli.JobSequence;
import io.sparkrnn.submit.FaultyConnection.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A week of nights on an object store: data, checkpoints, runs and models are on {@code s3a}, where
 * no folder can be renamed. Jobs are processes of their own, with hadoop-aws from {@code
 * --packages}, and reach the server through a connection that fails.
 */
class ObjectStoreIT {

  private static final String PACKAGE = "org.apache.hadoop:hadoop-aws:3.3.4";
  private static final String ROOT = "s3a://" + S3Server.BUCKET;

  /** What Java says of a process that SIGKILL ended. */
  private static final int KILLED = 128 + 9;

  /** More than the week lasts. */
  private static final int LOOKS = 5_000;

  @TempDir private static Path folder;

  private static S3Server server;
  private static FaultyConnection connection;
  private static List<String> reviews;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(
        FormatChecks.isReachable(),
        "Maven Central, where --packages looks for hadoop-aws, cannot be reached");
    server = S3Server.start(folder);
    connection = FaultyConnection.to(server.port());
    reviews = MadeUpReviews.jsonLines(0, 2_000);
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      connection.close();
      server.close();
    }
  }

  @Test
  void aWeekLosesNothingAndShowsNoHalfModel() throws IOException, InterruptedException {
    Map<String, String> same = sameOnDisk();

    arrive("1");
    List<JsonNode> first = sequence("first", List.of(night("1"), night("2"), models("list")));
    requireModel(first.get(0), same.get("1"));
    assertThat(first.get(1).get("status").textValue()).isEqualTo("nothing-new");
    assertThat(first.get(2).get("current").intValue()).isEqualTo(1);

    aBrokenConnectionEndsTheNightAndTheNextTryGoesOn(same.get("3"));

    try (Submitted reader = startSequence("reader", direct(), looks())) {
      aWriterKilledWhileItPublishesLeavesNoHalfModel(same.get("4"));
      oneOfTwoWritersWins(same.get("5"));

      assertThat(reader.isAlive()).as(reader.err()).isTrue();
      List<JsonNode> seen = reader.jsonLines();
      assertThat(seen).hasSizeGreaterThan(20);
      assertThat(seen)
          .filteredOn(one -> one.has("current"))
          .allSatisfy(one -> assertThat(one.get("current").intValue()).isBetween(1, versions(one)))
          .last()
          .satisfies(one -> assertThat(versions(one)).isEqualTo(4));
    }

    arrive("6");
    tables(same.get("6"));
  }

  private static int versions(JsonNode list) {
    return list.get("versions").size();
  }

  private void aBrokenConnectionEndsTheNightAndTheNextTryGoesOn(String same)
      throws IOException, InterruptedException {
    arrive("3");
    List<String> arguments = new ArrayList<>(List.of("--packages", PACKAGE, "--"));
    arguments.addAll(night("3"));
    arguments.addAll(List.of("--outcome", ROOT + "/outcome.json"));
    Map<String, String> withoutPackages = new HashMap<>(spark());
    withoutPackages.remove("spark.jars.packages");
    try (Submitted cut = Submitted.start(own("cut"), "local[2]", withoutPackages, arguments)) {
      cut.awaitOnStandardError("Epoch 2/4 - ");
      connection.cut();
      assertThat(cut.code()).as(cut.err()).isEqualTo(1);
      connection.mend();
      assertThat(cut.err())
          .containsPattern("spark-rnn: cannot .*s3a://.*make sure that the file system is running")
          .doesNotContain("\tat ");
    }
    assertThat(server.names("runs/3/")).doesNotContain("runs/3/_manifest.json");
    assertThat(server.names("runs/.3.checkpoints/")).isNotEmpty();

    connection.plan("PUT /bucket/runs/3/report.html ", Answer.SLOW_DOWN, 2);
    CountDownLatch slowed =
        connection.plan("PUT /bucket/runs/3/summary.json ", Answer.SLOW_DOWN, 2);
    try (Submitted again =
        Submitted.start(own("mended"), "local[2]", spark(), arguments(arguments))) {
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.err()).contains("Resuming after epoch ");
      requireModel(again.json(), same);
      assertThat(slowed.getCount()).isZero();
      JsonNode outcome = new ObjectMapper().readTree(server.get("outcome.json"));
      assertThat(outcome.get("exit_code").intValue()).isZero();
      assertThat(outcome.get("result")).isEqualTo(again.json());
    }
    connection.mend();
  }

  /** The arguments behind those of spark-submit. */
  private static List<String> arguments(List<String> all) {
    return all.subList(all.indexOf("--") + 1, all.size());
  }

  private void aWriterKilledWhileItPublishesLeavesNoHalfModel(String same)
      throws IOException, InterruptedException {
    arrive("4");
    killedAt("PUT /bucket/runs/4/summary.json ", "run");
    assertThat(server.names("runs/4/"))
        .contains("runs/4/model/network.zip", "runs/4/_started")
        .doesNotContain("runs/4/_manifest.json");
    try (Submitted half =
        Submitted.start(
            own("half"), "local[2]", spark(), List.of("evaluate", ROOT + "/runs/4", "--json"))) {
      assertThat(half.code()).isEqualTo(3);
      assertThat(half.json().get("error").textValue()).contains("runs/4 is not finished");
    }

    killedAt("PUT /bucket/models/versions/000003/summary.json ", "version");
    assertThat(server.names("runs/4/")).contains("runs/4/_manifest.json");
    assertThat(server.names("models/versions/000003/"))
        .contains("models/versions/000003/model/network.zip")
        .doesNotContain("models/versions/000003/_manifest.json");

    List<JsonNode> after = sequence("resumed", List.of(night("4"), models("list")));
    requireModel(after.get(0), same);
    assertThat(versions(after.get(1))).isEqualTo(3);
    assertThat(server.names("models/versions/000003/"))
        .contains("models/versions/000003/_manifest.json");
    assertThat(server.names("runs/.4.checkpoints/")).isEmpty();
  }

  private void killedAt(String request, String name) throws IOException, InterruptedException {
    CountDownLatch begun = connection.plan(request, Answer.NONE, 1);
    try (Submitted job = Submitted.start(own("killed-" + name), "local[2]", spark(), night("4"))) {
      FaultyConnection.await(begun, job);
      job.kill();
      assertThat(job.code()).isEqualTo(KILLED);
    }
    connection.mend();
  }

  private void oneOfTwoWritersWins(String same) throws IOException, InterruptedException {
    arrive("5");
    try (Submitted one = Submitted.start(own("one"), "local[1]", spark(), night("5"));
        Submitted other = Submitted.start(own("other"), "local[1]", spark(), night("5"))) {
      List<Integer> codes = new ArrayList<>(List.of(one.code(), other.code()));
      Collections.sort(codes);
      assertThat(codes).as(one.err() + other.err()).containsExactly(0, 4);
      requireModel((one.code() == 0 ? one : other).json(), same);
      assertThat((one.code() == 0 ? other : one).json().get("error").textValue())
          .containsAnyOf("another job is writing", "another job has just started to write");
    }
  }

  /** Partitioned Parquet is written, replaced and trained on; models are tidied up. */
  private void tables(String same) throws IOException, InterruptedException {
    List<JsonNode> lines =
        sequence(
            "tables",
            List.of(
                night("6"),
                score("2026-11-01", "1"),
                score("2026-11-02", "3"),
                score("2026-11-02", "4", "output.overwrite=replace"),
                train("7", "table", "data.text-column=text", "data.where=ds < '2026-11-03'"),
                models("list"),
                List.of("evaluate", ROOT + "/models/versions/{current}", "--json"),
                models("promote", "3"),
                models("rollback"),
                models("prune", "--keep", "1"),
                models("list")));
    requireModel(lines.get(0), same);
    assertThat(lines.get(1).get("scored").intValue()).isEqualTo(rows("1"));
    assertThat(lines.get(3).get("scored").intValue()).isEqualTo(rows("4"));
    assertThat(server.names("table/ds=2026-11-02/")).contains("table/ds=2026-11-02/_manifest.json");
    assertThat(server.names("table/.")).isEmpty();
    assertThat(server.names("table/ds=2026-11-02/part-")).isNotEmpty();
    // The bundled split trains on a part of all rows.
    JsonNode provenance = new ObjectMapper().readTree(server.get("runs/7/model/provenance.json"));
    assertThat(
            provenance.get("train_examples").intValue()
                + provenance.get("test_examples").intValue())
        .isEqualTo(rows("1") + rows("4"));
    assertThat(lines.get(9).get("removed")).isNotEmpty();
    JsonNode left = lines.get(10);
    for (String name : server.names("models/versions/")) {
      assertThat(left.get("versions"))
          .anyMatch(
              version ->
                  name.startsWith(
                      "models/versions/%06d/".formatted(version.get("version").intValue())));
    }
  }

  private static List<String> score(String day, String night, String... settings) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "score",
                ROOT + "/runs/" + night,
                "--json",
                "--output",
                ROOT + "/table/ds=" + day,
                "--format",
                "parquet",
                "--set",
                "data.path=%s/reviews/%s.jsonl".formatted(ROOT, night)));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    return command;
  }

  @Test
  void mistakesAreToldAtOnce() throws IOException, InterruptedException {
    requireMistake(
        "missing",
        Map.of("spark.jars.packages", ""),
        "there is no client for 's3a' on the class path",
        "--packages " + PACKAGE);
    requireMistake(
        "credentials",
        Map.of("spark.hadoop.fs.s3a.secret.key", "wrong"),
        "HTTP 403",
        "check the credentials");
    requireMistake(
        "bucket", Map.of(), "HTTP 404", "check the bucket's name", "output.dir=s3a://nobody/runs");
  }

  private static void requireMistake(
      String name, Map<String, String> settings, String problem, String advice, String... more)
      throws IOException, InterruptedException {
    Map<String, String> spark = new HashMap<>(spark());
    spark.putAll(settings);
    spark.values().removeIf(String::isEmpty);
    List<String> arguments =
        new ArrayList<>(List.of("train", "--json", "--set", "output.dir=" + ROOT + "/mistakes"));
    for (String setting : more) {
      arguments.addAll(List.of("--set", setting));
    }
    try (Submitted mistaken = Submitted.start(own(name), "local[2]", spark, arguments)) {
      assertThat(mistaken.code()).as(mistaken.err()).isEqualTo(2);
      assertThat(mistaken.json().get("error").textValue()).contains(problem, advice);
    }
  }

  /** The hashes of the models of the same nights with local folders, by night. */
  private static Map<String, String> sameOnDisk() throws IOException, InterruptedException {
    List<List<String>> commands = new ArrayList<>();
    for (String night : List.of("1", "3", "4", "5", "6")) {
      Path data = Files.createDirectories(folder.resolve("disk/reviews-" + night));
      for (int earlier = 1; earlier <= Integer.parseInt(night); earlier++) {
        if (earlier != 2) {
          Files.write(data.resolve(earlier + ".jsonl"), lines(String.valueOf(earlier)));
        }
      }
      commands.add(command(night, "file:" + folder.resolve("disk"), "reviews-" + night));
    }
    Map<String, String> hashes = new HashMap<>();
    for (JsonNode run : run("disk", Map.of(), commands)) {
      String id = run.get("run").textValue().replaceFirst(".*/", "");
      hashes.put(id, run.get("model_sha256").textValue());
    }
    return hashes;
  }

  private static void requireModel(JsonNode run, String sha256) {
    assertThat(run.get("model_sha256").textValue()).isEqualTo(sha256);
  }

  private static List<String> lines(String night) {
    int number = Integer.parseInt(night) - 1;
    return reviews.subList(300 * number, 300 * number + 300 - 10 * number);
  }

  private static int rows(String night) {
    return lines(night).size();
  }

  private static void arrive(String night) throws IOException, InterruptedException {
    server.put("reviews/%s.jsonl".formatted(night), lines(night));
  }

  private static List<String> night(String id) {
    return command(id, ROOT, "reviews");
  }

  private static List<String> train(String id, String data, String... more) {
    List<String> command = new ArrayList<>(command(id, ROOT, data));
    command.removeIf(word -> word.equals("data.source=jsonl"));
    command.remove(command.lastIndexOf("--set"));
    for (String setting : more) {
      command.addAll(List.of("--set", setting));
    }
    return command;
  }

  private static List<String> command(String id, String root, String data) {
    List<String> command = new ArrayList<>(List.of("train", "--json", "--resume"));
    for (String setting :
        List.of(
            "data.path=%s/%s".formatted(root, data),
            "data.validation.fraction=0",
            "text.vocabulary-size=300",
            "text.length=12",
            "model.embedding-size=8",
            "model.hidden-size=8",
            "training.epochs=4",
            "training.learning-rate=0.01",
            "training.batch-size=32",
            "training.replicas=2",
            "models.dir=%s/models".formatted(root),
            "models.promotion.min-accuracy=0",
            "models.promotion.against-baseline=ignore",
            "output.dir=%s/runs".formatted(root),
            "run.id=" + id,
            "data.source=jsonl")) {
      command.addAll(List.of("--set", setting));
    }
    return command;
  }

  /** Commands of a reader that looks for the current version and uses it, again and again. */
  private static List<List<String>> looks() {
    List<List<String>> commands = new ArrayList<>();
    for (int look = 0; look < LOOKS; look++) {
      commands.add(models("list"));
      commands.add(
          List.of("score", ROOT + "/models/versions/{current}", "--json", "n1 p2", "m3 n4"));
      // Otherwise the reader alone would keep a core busy.
      commands.add(List.of(JobSequence.PAUSE));
    }
    return commands;
  }

  private static List<String> models(String... verb) {
    List<String> command = new ArrayList<>(List.of("models"));
    command.addAll(List.of(verb));
    command.addAll(List.of("--json", "--set", "models.dir=" + ROOT + "/models"));
    return command;
  }

  private static Path own(String name) throws IOException {
    return Files.createDirectories(folder.resolve("out").resolve(name));
  }

  /** Settings of jobs. They give up early, since the test would wait for them. */
  private static Map<String, String> spark() {
    return s3a(connection.port());
  }

  private static Map<String, String> direct() {
    return s3a(server.port());
  }

  private static Map<String, String> s3a(int port) {
    Map<String, String> spark = new HashMap<>();
    spark.put("spark.jars.packages", PACKAGE);
    spark.put("spark.jars.ivy", System.getProperty("project.dir") + "/target/ivy");
    spark.put("spark.hadoop.fs.s3a.endpoint", "http://127.0.0.1:" + port);
    spark.put("spark.hadoop.fs.s3a.path.style.access", "true");
    spark.put("spark.hadoop.fs.s3a.access.key", S3Server.KEY);
    spark.put("spark.hadoop.fs.s3a.secret.key", S3Server.SECRET);
    spark.put("spark.hadoop.fs.s3a.attempts.maximum", "2");
    spark.put("spark.hadoop.fs.s3a.retry.limit", "2");
    return spark;
  }

  private static Submitted startSequence(
      String name, Map<String, String> spark, List<List<String>> commands) throws IOException {
    return Submitted.sequence(own(name), spark, commands);
  }

  private static List<JsonNode> sequence(String name, List<List<String>> commands)
      throws IOException, InterruptedException {
    return run(name, spark(), commands);
  }

  /** Runs commands in one process, and returns what each printed. */
  private static List<JsonNode> run(
      String name, Map<String, String> spark, List<List<String>> commands)
      throws IOException, InterruptedException {
    try (Submitted submitted = startSequence(name, spark, commands)) {
      assertThat(submitted.code()).as(submitted.err()).isZero();
      assertThat(submitted.jsonLines()).hasSameSizeAs(commands);
      return submitted.jsonLines();
    }
  }
}
