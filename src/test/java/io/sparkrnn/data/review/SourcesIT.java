package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.LocalSpark;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.review.ReviewSettings.Unlabeled;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesIT {

  @TempDir private Path folder;

  @Test
  void archiveAndFolderGiveTheSameRows() throws IOException {
    Map<String, byte[]> entries = Archives.reviews();
    entries.put("aclImdb/train/pos/5_8.txt", new byte[] {'a', (byte) 0xE9});
    entries.put("aclImdb/train/pos/6_8.txt", new byte[0]);
    Path archive = Files.write(folder.resolve("a.tgz"), Archives.gzip(Archives.tar(entries)));
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      Path file = folder.resolve("unpacked").resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }

    List<SourceRow> packed = LocalSpark.sorted(open(Settings.of(archive)));

    assertThat(packed).hasSize(8).filteredOn(BadRow.class::isInstance).hasSize(2);
    assertThat(LocalSpark.sorted(open(Settings.of(folder.resolve("unpacked"))))).isEqualTo(packed);
    Settings more = Settings.of(archive).unlabelled(Unlabeled.READ);
    List<SourceRow> all = LocalSpark.sorted(open(more));
    assertThat(all).containsAll(packed).hasSize(9);
    assertThat(LocalSpark.sorted(open(more.path(folder.resolve("unpacked").toString()))))
        .isEqualTo(all);
    assertThat(open(more).fingerprint()).isNotEqualTo(open(Settings.of(archive)).fingerprint());
  }

  @Test
  void aDamagedArchiveFailsWithItsReason() throws IOException {
    Path archive = Files.write(folder.resolve("a.tgz"), new byte[] {0x1f, (byte) 0x8b, 8});

    assertThat(failure(Settings.of(archive)))
        .hasMessageContaining("a.tgz is damaged or was not downloaded to its end");
  }

  @Test
  void aFolderWithoutOneKindFails() throws IOException {
    Files.createDirectories(folder.resolve("train/pos"));
    Files.writeString(folder.resolve("train/pos/0_9.txt"), "Good.");

    assertThat(failure(Settings.of(folder)))
        .hasMessageContaining("holds no reviews aclImdb/train/neg/*.txt (found: 1 train/pos");
  }

  @Test
  void readsTheSample() {
    List<SourceRow> rows = LocalSpark.sorted(open(Settings.sample()));

    assertThat(rows).hasSize(17_000).hasOnlyElementsOfType(Review.class);
    assertThat(rows.get(0).origin()).isEqualTo("sample/test.jsonl");
    assertThat(rows.stream().filter(row -> ((Review) row).split() == Split.TEST)).hasSize(1_000);
  }

  @Test
  void readsAFolderOfTablesAndKeepsCopiesOnOneSide() throws IOException {
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < 200; i++) {
      csv.append("review ").append(i % 100).append(i % 2 == 0 ? ",pos\n" : ",neg\n");
    }
    Files.writeString(folder.resolve("part 0%.csv"), csv);
    Files.writeString(folder.resolve("part-1.csv"), "label,text\n1,another\n");

    ReviewSource source = open(Settings.of(folder));
    List<SourceRow> rows = LocalSpark.sorted(source);

    assertThat(rows).hasSize(201).hasOnlyElementsOfType(Review.class);
    for (int i = 0; i < 100; i++) {
      assertThat(((Review) rows.get(i)).split()).isEqualTo(((Review) rows.get(i + 100)).split());
    }
    assertThat(rows.stream().filter(row -> ((Review) row).split() == Split.TEST))
        .hasSizeBetween(25, 80);
    assertThat(source.read(LocalSpark.session()).repartition(7).collect())
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void aTestPathIsTheTestSplit() throws IOException {
    Path train = Files.writeString(folder.resolve("train.csv"), "text,label\na,pos\nb,neg\n");
    Path test = Files.writeString(folder.resolve("test.csv"), "text,label\na,pos\n");

    assertThat(LocalSpark.sorted(open(Settings.of(train).testPath(test))))
        .containsExactly(
            new Review(Split.TEST, "file:" + test, 1, 1, "a"),
            new Review(Split.TRAIN, "file:" + train, 1, 1, "a"),
            new Review(Split.TRAIN, "file:" + train, 2, 0, "b"));
  }

  @Test
  void noRowsFail() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "text,label\n\n");

    assertThat(failure(Settings.of(csv)))
        .hasMessage("data.path: CSV table file:%s holds no rows, expected labeled reviews", csv);
  }

  @Test
  void aMissingColumnFails() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "review,label\na,pos\n");

    assertThat(failure(Settings.of(csv)))
        .hasMessageContaining("has no column 'text' (data.text-column): its columns are [review,");
  }

  @Test
  void readsParquetWithPlacesThatStay() {
    Path files = folder.resolve("odd [1] %20 {name}");
    write(
        "select concat('review ', id) text, cast(id % 2 as double) label from range(20)", files, 2);

    ReviewSource source = open(Settings.of(files));
    List<SourceRow> rows = LocalSpark.sorted(source);

    assertThat(rows).hasSize(20).hasOnlyElementsOfType(Review.class);
    assertThat(rows.get(0).origin()).startsWith("file:" + files + "/part-00000");
    assertThat(rows.stream().map(SourceRow::row).limit(10))
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    assertThat(rows.stream().map(row -> ((Review) row).label()).limit(10)).contains("0", "1");
    assertThat(source.read(LocalSpark.session()).coalesce(1).collect())
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void tellsParquetRowsThatCannotBeUsed() {
    write(
        "select * from values (cast(null as string), true), ('a', null), ('b', false),"
            + " (cast(X'61E9' as string), true) as t(text, label)",
        folder.resolve("p"),
        1);

    List<SourceRow> rows = LocalSpark.sorted(open(Settings.of(folder.resolve("p"))));

    List<String> reasons = new ArrayList<>();
    for (SourceRow row : rows) {
      reasons.add(row instanceof BadRow bad ? bad.reason() : "good");
    }
    assertThat(reasons)
        .containsExactly(
            "column 'text' is missing or null, expected a review",
            "column 'label' is missing or null, expected one of pos, 1, true"
                + " (data.labels.positive) or neg, 0, false (data.labels.negative)",
            "good",
            "column 'text' is not UTF-8: byte 0xE9 at position 2; convert the input to UTF-8");
  }

  @Test
  void refusesParquetOfOtherColumnsOrTypes() {
    write("select 1 text, 'pos' label", folder.resolve("numbers"), 1);
    write("select 'a' body, 'pos' label", folder.resolve("names"), 1);
    write("select 'a' text, array(1) label", folder.resolve("lists"), 1);
    write("select 'a' text, 1 label where false", folder.resolve("none"), 1);

    assertThat(failure(Settings.of(folder.resolve("numbers"))))
        .hasMessageContaining("column 'text' is of type int, expected string");
    assertThat(failure(Settings.of(folder.resolve("names"))))
        .hasMessageContaining("has no column 'text' (data.text-column): its columns are [body");
    assertThat(failure(Settings.of(folder.resolve("lists"))))
        .hasMessageContaining("column 'label' is of type array<int>, expected string, a number");
    assertThat(failure(Settings.of(folder.resolve("none")))).hasMessageContaining("holds no rows");
  }

  @Test
  void refusesWhatIsNoParquet() throws IOException {
    Path file = Files.writeString(folder.resolve("a.parquet"), "text,label\na,pos\n");
    Path damaged = Files.writeString(folder.resolve("b.parquet"), "PAR1 not really PAR1");

    assertThat(failure(Settings.of(file)))
        .hasMessageEndingWith(
            "is not a complete Parquet file: it does not begin and end with PAR1");
    assertThat(failure(Settings.of(damaged)))
        .hasMessageContaining("b.parquet cannot be read as Parquet: its footer is damaged (");
  }

  private static void write(String query, Path target, int files) {
    Dataset<Row> rows = LocalSpark.session().sql(query);
    (files == 1 ? rows.coalesce(1) : rows.repartition(files)).write().parquet(target.toString());
  }

  private static BadDataException failure(Settings settings) {
    return LocalSpark.cause(
        catchThrowable(() -> LocalSpark.sorted(open(settings))), BadDataException.class);
  }

  private static ReviewSource open(Settings settings) {
    return ReviewSources.open(settings.data(), settings.reviews(), LocalSpark.hadoop());
  }
}
