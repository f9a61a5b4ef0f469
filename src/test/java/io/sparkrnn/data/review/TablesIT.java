package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.LocalSpark;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Workloads;
import io.sparkrnn.workload.sentiment.SentimentSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reviews in tables that Spark reads, and in partitioned folders. */
class TablesIT {

  private static final StructType SCHEMA =
      StructType.fromDDL("id BIGINT, text STRING, label STRING, ds STRING");

  @TempDir private Path folder;

  private final SparkSession spark = LocalSpark.session();

  /** Forty reviews of four days, every second one positive. */
  private Dataset<Row> reviews() {
    return reviews(
        IntStream.range(0, 40).mapToObj(i -> row(i, i % 2 == 0 ? "pos" : "neg")).toList());
  }

  private Dataset<Row> reviews(List<Row> rows) {
    return spark.createDataFrame(rows, SCHEMA);
  }

  private static Row row(int number, String label) {
    return RowFactory.create(
        (long) number, "review " + number, label, "2026-01-0" + (1 + number / 10));
  }

  private ReviewSource source(String... assignments) {
    JobConfig job =
        ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), List.of(assignments)).job();
    return ReviewSources.open(job.data(), SentimentSettings.of(job).reviews(), LocalSpark.hadoop());
  }

  private List<Review> read(String... assignments) {
    return LocalSpark.sorted(source(assignments)).stream().map(Review.class::cast).toList();
  }

  private static List<String> texts(List<Review> reviews, Split split) {
    return reviews.stream()
        .filter(review -> review.split() == split)
        .map(Review::text)
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void aFolderPartitionedBySparkIsATable(String format) {
    String path = folder.resolve("reviews").toString();
    reviews().repartition(3).write().partitionBy("ds").format(format).save(path);

    List<Review> all = read("data.path=" + path);
    List<Review> some =
        read(
            "data.path=" + path,
            "data.where=ds > '2026-01-02'",
            "data.test-where=ds = '2026-01-01'");

    assertThat(all).hasSize(40).allMatch(review -> review.origin().contains("/ds=2026-01-0"));
    assertThat(texts(some, Split.TRAIN))
        .isEqualTo(IntStream.range(20, 40).mapToObj(i -> "review " + i).toList());
    assertThat(texts(some, Split.TEST))
        .hasSize(10)
        .contains("review 0")
        .doesNotContain("review 10");
  }

  @ParameterizedTest
  @CsvSource({"csv, ;", "json, ''"})
  void partitionColumnsOfTextFilesAreColumns(String format, String delimiter) {
    String path = folder.resolve("reviews").toString();
    reviews()
        .withColumnRenamed("label", "verdict")
        .write()
        .partitionBy("ds", "verdict")
        .format(format)
        .options(format.equals("csv") ? Map.of("sep", delimiter, "header", "true") : Map.of())
        .save(path);

    List<Review> read =
        read(
            "data.path=" + path,
            "data.csv.delimiter=" + delimiter,
            "data.label-column=verdict",
            "data.where=ds <= '2026-01-02'",
            "data.split-column=ds",
            "data.test-values=2026-01-02");

    assertThat(read).hasSize(20);
    assertThat(texts(read, Split.TEST)).hasSize(10).contains("review 10", "review 19");
    assertThat(read)
        .allMatch(review -> review.label().equals(review.text().matches(".*[02468]") ? "1" : "0"));
    assertThatThrownBy(
            () ->
                read(
                    "data.path=" + path,
                    "data.csv.delimiter=" + delimiter,
                    "data.label-column=verdict",
                    "data.where=id > 3"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("data.where = \"id > 3\"", "[ds, verdict]", "data.format");
  }

  @Test
  void aViewAndAQueryAreTables() {
    reviews().createOrReplaceTempView("seen");
    reviews().limit(10).createOrReplaceTempView("unseen");

    List<Review> view = read("data.table=seen", "data.test-table=unseen");
    List<Review> query =
        read("data.query=SELECT upper(text) AS text, label FROM seen WHERE id < 20");

    assertThat(texts(view, Split.TRAIN)).hasSize(40);
    assertThat(texts(view, Split.TEST)).hasSize(10);
    assertThat(query).hasSize(20).allMatch(review -> review.text().startsWith("REVIEW "));
  }

  @Test
  void rowsAreTheSameHoweverTheyArePartitioned() {
    for (String keys : List.of("[]", "[id]", "[ds, id]")) {
      List<List<SourceRow>> read = new ArrayList<>();
      for (int partitions : new int[] {1, 7}) {
        reviews().repartition(partitions).createOrReplaceTempView("parts");
        read.add(LocalSpark.sorted(source("data.table=parts", "data.key-columns=" + keys)));
      }
      assertThat(read.get(0)).hasSize(40).isEqualTo(read.get(1));
    }
  }

  @Test
  void aWholeNumberOrdersRowsAsANumber() {
    reviews().createOrReplaceTempView("keyed");

    assertThat(read("data.table=keyed", "data.key-columns=id"))
        .extracting(Review::text)
        .isEqualTo(IntStream.range(0, 40).mapToObj(i -> "review " + i).toList());
    assertThatThrownBy(() -> source("data.table=keyed", "data.validation.split=last"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("data.key-columns");
    assertThat(source("data.table=keyed", "data.key-columns=id", "data.validation.split=last"))
        .isNotNull();
  }

  @Test
  void badRowsAreNamedByTheirKeysOrTheirContent() {
    reviews(List.of(row(7, "pos"), row(8, "odd"), RowFactory.create(9L, null, "pos", "2026")))
        .createOrReplaceTempView("bad");

    assertThat(bad("data.table=bad", "data.key-columns=[ds, id]"))
        .containsExactly(
            "table bad, ds=2026, id=9: column 'text' is missing or null, expected a review",
            "table bad, ds=2026-01-01, id=8: column 'label' holds 'odd', expected one of");
    assertThat(bad("data.table=bad").get(1))
        .isEqualTo(
            "table bad: a row that begins 'review 8' (data.key-columns can name rows): column"
                + " 'label' holds 'odd', expected one of");
  }

  private List<String> bad(String... assignments) {
    return source(assignments).read(spark).collect().stream()
        .filter(BadRow.class::isInstance)
        .map(BadRow.class::cast)
        .map(row -> row.origin() + ": " + row.reason().replaceAll("(expected one of).*", "$1"))
        .sorted()
        .toList();
  }

  @Test
  void aFingerprintFollowsTheRowsThatAreRead() {
    String path = folder.resolve("reviews").toString();
    reviews().where("ds < '2026-01-03'").write().partitionBy("ds").parquet(path);
    String[] all = {"data.path=" + path};
    String[] first = {"data.path=" + path, "data.where=ds < '2026-01-02'"};
    String[] table = {"data.table=printed"};
    reviews().repartition(2).createOrReplaceTempView("printed");
    List<String> before = prints(all, first, table);
    assertThat(prints(all, first, table)).isEqualTo(before).doesNotHaveDuplicates();

    reviews().where("ds >= '2026-01-03'").write().mode("append").partitionBy("ds").parquet(path);
    reviews().repartition(5).createOrReplaceTempView("printed");
    List<String> after = prints(all, first, table);

    assertThat(after.get(0)).isNotEqualTo(before.get(0));
    assertThat(after.get(1)).isEqualTo(before.get(1));
    assertThat(after.get(2)).isEqualTo(before.get(2));
    reviews().limit(39).createOrReplaceTempView("printed");
    assertThat(source(table).fingerprint()).isNotEqualTo(before.get(2));
  }

  private List<String> prints(String[]... settings) {
    return Arrays.stream(settings).map(this::source).map(ReviewSource::fingerprint).toList();
  }

  @Test
  void formatsThatKnowTheNumberOfRowsTellIt() {
    String parquet = folder.resolve("parquet").toString();
    String csv = folder.resolve("csv").toString();
    reviews().write().parquet(parquet);
    reviews().write().option("header", true).csv(csv);

    assertThat(source("data.path=" + parquet).counts())
        .contains(Map.of(Split.TRAIN, 32L, Split.TEST, 8L));
    assertThat(source("data.path=" + parquet, "data.test-where=id < 5").counts())
        .contains(Map.of(Split.TRAIN, 40L, Split.TEST, 5L));
    assertThat(source("data.path=" + csv).counts()).isEmpty();
  }

  @Test
  void csvHasDialects() throws IOException {
    Path latin = folder.resolve("a.csv.bz2");
    try (OutputStream out = new BZip2CompressorOutputStream(Files.newOutputStream(latin))) {
      out.write(
          "'it''s a caf\u00e9; good'|pos\n'\\'fine\\''|neg\n"
              .getBytes(StandardCharsets.ISO_8859_1));
    }

    assertThat(
            read(
                "data.path=" + latin,
                "data.csv.delimiter=|",
                "data.csv.quote='",
                "data.csv.escape=\\",
                "data.csv.header=false",
                "data.csv.encoding=ISO-8859-1",
                "data.text-column=_c0",
                "data.label-column=_c1"))
        .extracting(Review::text)
        .containsExactly("it's a caf\u00e9; good", "'fine'");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {"';',text;label", "tabs,text\tlabel", "'|',text|label"})
  void anotherSeparatorIsGuessed(String named, String header) throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), header + "\nfine,pos\n");

    assertThatThrownBy(() -> read("data.path=" + csv))
        .hasMessageContainingAll("has no column 'text'", named, "set data.csv.delimiter");
  }

  @Test
  void whatSparkCannotFindIsToldInOneSentence() {
    assertThatThrownBy(() -> read("data.table=nowhere.at_all"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("data.table: table nowhere.at_all cannot be read: ");
    assertThatThrownBy(() -> read("data.query=SELECT text FROM"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("data.query: query SELECT text FROM cannot be read: ");
    assertThatThrownBy(() -> read("data.query=DROP TABLE IF EXISTS seen"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("expected a query such as");
    assertThatThrownBy(() -> read("data.format=nosuchformat", "data.path=" + folder))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("--packages");
    reviews().createOrReplaceTempView("known");
    assertThatThrownBy(() -> read("data.table=known", "data.where=dt > 1"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("\"dt > 1\"", "id, text, label, ds");
    assertThatThrownBy(() -> read("data.table=known", "data.key-columns=key"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContainingAll("no column 'key'", "data.key-columns");
    assertThatThrownBy(() -> read("data.table=known", "data.where=id < 0"))
        .isInstanceOf(BadDataException.class)
        .hasMessage("data.table: table known where id < 0 holds no rows, expected labeled reviews");
  }
}
