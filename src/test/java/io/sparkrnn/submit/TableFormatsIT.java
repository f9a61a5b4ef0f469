package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables of Iceberg, Delta and Hive, whose jars come from {@code --packages} as a user gives them:
 * written by {@code score}, trained on by scheduled runs, appended to in between.
 */
class TableFormatsIT {

  private static final List<String> SMALL =
      List.of(
          "text.vocabulary-size=300",
          "text.length=40",
          "model.embedding-size=8",
          "model.hidden-size=8",
          "training.epochs=1",
          "training.replicas=2",
          "preflight=off");

  @TempDir private static Path folder;

  private static Path sample;
  private static Path model;

  /**
   * A format.
   *
   * @param table name of the table
   * @param version what the source of a model says of the table
   */
  private record Format(String name, String table, String version, Map<String, String> spark) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Format> formats() {
    Path tables = folder.resolve("tables");
    return Stream.of(
        new Format(
            "iceberg",
            "lake.db.reviews",
            "table lake\\.db\\.reviews \\(snapshot \\d+\\)",
            Map.of(
                "spark.jars.packages",
                "org.apache.iceberg:iceberg-spark-runtime-3.5_2.12:1.8.1",
                "spark.sql.extensions",
                "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
                "spark.sql.catalog.lake",
                "org.apache.iceberg.spark.SparkCatalog",
                "spark.sql.catalog.lake.type",
                "hadoop",
                "spark.sql.catalog.lake.warehouse",
                tables.resolve("iceberg").toString())),
        new Format(
            "delta",
            "delta.`%s`".formatted(tables.resolve("delta")),
            "table delta\\.`.*` \\(version \\d+\\)",
            Map.of(
                "spark.jars.packages",
                "io.delta:delta-spark_2.12:3.3.1",
                "spark.sql.extensions",
                "io.delta.sql.DeltaSparkSessionExtension",
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog",
                "spark.sql.sources.default",
                "delta")),
        new Format(
            "hive",
            "default.reviews",
            "table default\\.reviews",
            Map.of(
                "spark.jars.packages",
                "org.apache.spark:spark-hive_2.12:3.5.5",
                "spark.sql.catalogImplementation",
                "hive",
                "spark.sql.warehouse.dir",
                tables.resolve("hive").toString(),
                "spark.hadoop.javax.jdo.option.ConnectionURL",
                "jdbc:derby:;databaseName=%s;create=true".formatted(tables.resolve("metastore")))));
  }

  @BeforeAll
  static void trainOnTheSample() throws IOException, InterruptedException {
    assumeTrue(isReachable(), "Maven Central, where --packages looks, cannot be reached");
    sample = folder.resolve("sample");
    model = folder.resolve("runs/first");
    run("sample", Map.of(), List.of("sample", sample.toString()));
    run("first", Map.of(), train("first"));
  }

  private static boolean isReachable() {
    try {
      HttpURLConnection central =
          (HttpURLConnection)
              URI.create(
                      "https://repo1.maven.org/maven2/org/apache/spark/spark-hive_2.12/3.5.5/spark-hive_2.12-3.5.5.pom")
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
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "--conf", System.getProperty("project.dir") + "/conf/sample.conf"));
    List<String> settings = new ArrayList<>(SMALL);
    settings.add("output.dir=" + folder.resolve("runs"));
    settings.add("run.id=" + run);
    settings.addAll(List.of(more));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments;
  }

  private static JsonNode run(String name, Map<String, String> spark, List<String> arguments)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(spark);
    all.put("spark.jars.ivy", System.getProperty("project.dir") + "/target/ivy");
    List<String> json = new ArrayList<>(arguments);
    if (!arguments.get(0).equals("sample")) {
      json.add("--json");
    }
    Path own = Files.createDirectories(folder.resolve("out").resolve(name));
    try (Submitted submitted = Submitted.start(own, "local[2]", all, json)) {
      assertThat(submitted.code()).as(submitted.err()).isZero();
      return arguments.get(0).equals("sample") ? null : submitted.json();
    }
  }

  private static JsonNode score(Format format, String split, String day, String mode)
      throws IOException, InterruptedException {
    return run(
        format + "-" + day + mode,
        format.spark(),
        List.of(
            "score",
            model.toString(),
            "--set",
            "data.path=" + sample.resolve(split + ".jsonl"),
            "--out-table",
            format.table(),
            "--partition",
            "ds=" + day,
            "--mode",
            mode));
  }

  private static JsonNode scheduled(Format format, String run, String... more)
      throws IOException, InterruptedException {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("data.table=" + format.table());
    settings.add("models.dir=" + folder.resolve("models-" + format));
    settings.add("models.promotion.min-accuracy=0");
    return run(
        format + "-" + run,
        format.spark(),
        train(format + "-" + run, settings.toArray(String[]::new)));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aTableThatGrowsIsTrainedOnAgain(Format format) throws IOException, InterruptedException {
    JsonNode created = score(format, "train", "2026-01-01", "append");
    assertThat(created.get("scored").longValue()).isPositive();

    JsonNode first = scheduled(format, "1");
    assertThat(first.get("run").textValue()).endsWith(format + "-1");
    assertThat(provenance(format, "1").get("source").textValue()).matches(format.version());
    assertThat(scheduled(format, "2").get("status").textValue()).isEqualTo("nothing-new");

    score(format, "test", "2026-01-02", "append");
    score(format, "test", "2026-01-02", "replace");
    JsonNode second =
        scheduled(format, "3", "data.where=ds < '2026-01-02'", "data.test-where=ds = '2026-01-02'");

    assertThat(second.get("run").textValue()).endsWith(format + "-3");
    JsonNode after = provenance(format, "3");
    assertThat(after.get("train_examples").longValue())
        .isEqualTo(created.get("scored").longValue());
    assertThat(after.get("test_examples").longValue())
        .isEqualTo(lines(sample.resolve("test.jsonl")));
    assertThat(after.get("data_fingerprint"))
        .isNotEqualTo(provenance(format, "1").get("data_fingerprint"));
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private static JsonNode provenance(Format format, String run) throws IOException {
    return new ObjectMapper()
        .readTree(
            folder.resolve("runs/%s-%s/model/provenance.json".formatted(format, run)).toFile());
  }
}
