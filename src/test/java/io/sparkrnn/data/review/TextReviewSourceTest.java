package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.config.CsvDialect;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Readers;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.UnlabeledReview;
import io.sparkrnn.data.review.ReviewSettings.Unlabeled;
import io.sparkrnn.error.BadDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextReviewSourceTest {

  private static final String EXPECTED =
      "expected one of pos, 1, true (data.labels.positive) or neg, 0, false"
          + " (data.labels.negative)";

  @TempDir private Path folder;

  @Test
  void readsQuotesDelimitersAndLineBreaksInFields() throws IOException {
    Path csv =
        write(
            "a.csv",
            "id,text,label\r\n"
                + "7,plain text,pos\r\n"
                + "8,\"with, comma\nand \"\"quotes\"\"\r\nand lines\", NEG \r\n"
                + "\r\n"
                + "9,5\" screen,1.0");

    assertThat(read(SourceKind.CSV, csv))
        .containsExactly(
            review(csv, 1, 1, "plain text"),
            review(csv, 2, 0, "with, comma\nand \"quotes\"\r\nand lines"),
            review(csv, 3, 1, "5\" screen"));
  }

  @Test
  void readsTabs() throws IOException {
    Path tsv = write("a.tsv", "label\ttext\npos\ta, b\n0\t\"c\td\"\n");

    assertThat(read(SourceKind.TSV, tsv))
        .containsExactly(review(tsv, 1, 1, "a, b"), review(tsv, 2, 0, "c\td"));
  }

  @Test
  void readsGzipWithAByteOrderMark() throws IOException {
    Path gz = folder.resolve("a.csv.gz");
    byte[] csv = "\uFEFFtext,label\ngut,pos\n".getBytes(StandardCharsets.UTF_8);
    Files.write(gz, Archives.gzip(csv));

    assertThat(read(SourceKind.CSV, gz)).containsExactly(review(gz, 1, 1, "gut"));
  }

  @Test
  void failsOnACutGzipAndSaysHowFarItCame() throws IOException {
    Path gz = folder.resolve("a.jsonl.gz");
    byte[] whole = Archives.gzip(json("a", "\"pos\"").repeat(50).getBytes(StandardCharsets.UTF_8));
    Files.write(gz, Arrays.copyOf(whole, whole.length - 10));

    assertThatThrownBy(() -> read(SourceKind.JSONL, gz))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(uri(gz) + " cannot be read to its end (")
        .hasMessageEndingWith("rows were read; it is damaged or incomplete");
  }

  @Test
  void refusesWhatIsCalledGzipButIsNone() throws IOException {
    Path gz = write("a.csv.gz", "text,label\n");

    assertThatThrownBy(() -> read(SourceKind.CSV, gz))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("is not a gzip file: it begins with 74 65");
  }

  @Test
  void attributesBrokenUtf8ToItsRow() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("text,label\nfine é,pos\ncaf".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xE9);
    bytes.writeBytes(",neg\nok \uD83C\uDFAC,neg\n".getBytes(StandardCharsets.UTF_8));
    Path csv = Files.write(folder.resolve("a.csv"), bytes.toByteArray());

    assertThat(read(SourceKind.CSV, csv))
        .containsExactly(
            review(csv, 1, 1, "fine é"),
            bad(
                csv,
                2,
                "is not UTF-8: column 'text' is malformed at character 4; convert the input to"
                    + " UTF-8, or set data.csv.encoding"),
            review(csv, 3, 0, "ok \uD83C\uDFAC"));
  }

  @Test
  void tellsRowsThatCannotBeUsed() throws IOException {
    Path csv =
        write(
            "a.csv",
            "text,label\n,pos\n  ,pos\na,\na,maybe\na\na,b,pos\n\"a\"b,pos\n\"good\",pos\n");

    assertThat(read(SourceKind.CSV, csv))
        .containsExactly(
            bad(csv, 1, "column 'text' is empty, expected a review"),
            bad(csv, 2, "column 'text' holds only white space, expected a review"),
            bad(csv, 3, "column 'label' is empty, " + EXPECTED),
            bad(csv, 4, "column 'label' holds 'maybe', " + EXPECTED),
            bad(
                csv,
                5,
                "has 1 fields, the header has 2; a field that holds the delimiter needs quotes"),
            bad(
                csv,
                6,
                "has 3 fields, the header has 2; a field that holds the delimiter needs quotes"),
            bad(
                csv,
                7,
                "has text after the closing quote of field 1; double a quote inside quotes"),
            review(csv, 8, 1, "good"));
  }

  @Test
  void aRowWithoutLabelIsAReviewWhereTheseAreRead() throws IOException {
    Path csv = write("a.csv", "text,label\nfine,pos\nso so,\nwell,  \n,\nodd,maybe\n");
    Path json = write("a.jsonl", "{\"text\": \"so so\"}\n{\"text\": \"well\", \"label\": null}\n");
    List<SourceRow> rows =
        List.of(
            review(csv, 1, 1, "fine"),
            new UnlabeledReview(uri(csv), 2, "so so"),
            new UnlabeledReview(uri(csv), 3, "well"),
            bad(csv, 4, "column 'text' is empty, expected a review"),
            bad(csv, 5, "column 'label' holds 'maybe', " + EXPECTED));

    assertThat(readUnlabelled(SourceKind.CSV, csv, new SplitRule.Whole(Split.TRAIN)))
        .isEqualTo(rows);
    assertThat(readUnlabelled(SourceKind.JSONL, json, new SplitRule.HeldOut(0.2)))
        .containsExactly(
            new UnlabeledReview(uri(json), 1, "so so"), new UnlabeledReview(uri(json), 2, "well"));
    assertThat(readUnlabelled(SourceKind.CSV, csv, new SplitRule.Whole(Split.TEST)))
        .filteredOn(UnlabeledReview.class::isInstance)
        .isEmpty();
  }

  @Test
  void failsOnAQuoteThatIsNeverClosed() throws IOException {
    Path csv = write("a.csv", "text,label\nfine,pos\n\"open,neg\nmore,pos\n");

    assertThatThrownBy(() -> read(SourceKind.CSV, csv))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(uri(csv) + " has a quote on line 3 that is never closed");
  }

  @Test
  void failsOnAFieldThatIsNoReview() throws IOException {
    Path csv = write("a.csv", "text,label\n" + "x".repeat((10 << 20) + 1) + ",pos\n");

    assertThatThrownBy(() -> read(SourceKind.CSV, csv))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("has a field near line 2 that is longer than 10485760 characters");
  }

  @Test
  void namesTheColumnsThereAreAndTheNearestOne() throws IOException {
    Path csv = write("a.csv", "id,Text,sentiment\n1,a,pos\n");

    assertThatThrownBy(() -> read(SourceKind.CSV, csv))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            uri(csv)
                + " has no column 'text' (data.text-column): its columns are [id, Text,"
                + " sentiment]; did you mean data.text-column = 'Text'?");
  }

  @Test
  void refusesAColumnThatComesTwice() throws IOException {
    Path csv = write("a.csv", "text,label,text\na,pos,b\n");

    assertThatThrownBy(() -> read(SourceKind.CSV, csv))
        .hasMessageContaining("has two columns 'text', expected one");
  }

  @Test
  void readsJsonLinesWithLabelsOfAnyType() throws IOException {
    Path jsonl =
        write(
            "a.jsonl",
            json("a", "\"pos\"")
                + json("b", "1")
                + "\n"
                + json("c", "0.0")
                + json("d", "true")
                + json("e", "false"));

    assertThat(read(SourceKind.JSONL, jsonl))
        .containsExactly(
            review(jsonl, 1, 1, "a"),
            review(jsonl, 2, 1, "b"),
            review(jsonl, 4, 0, "c"),
            review(jsonl, 5, 1, "d"),
            review(jsonl, 6, 0, "e"));
  }

  @Test
  void tellsLinesThatCannotBeUsed() throws IOException {
    Path jsonl =
        write(
            "a.jsonl",
            json("a", "1")
                + "{\"text\": \"b\", label}\n"
                + "[1]\n"
                + "{\"text\": null, \"label\": 1}\n"
                + "{\"text\": \"c\"}\n"
                + "{\"text\": 7, \"label\": 1}\n"
                + "{\"text\": \"d\", \"label\": [1]}\n"
                + "{\"text\": \"\\ud800\", \"label\": 1}\n"
                + "{\"text\": \"e\", \"label\": 1} {}\n");

    List<SourceRow> rows = read(SourceKind.JSONL, jsonl);

    assertThat(rows).hasSize(9);
    assertThat(((BadRow) rows.get(1)).reason())
        .startsWith("is not JSON: Unexpected character ('l'")
        .endsWith("at column 16; expected one object a line");
    assertThat(rows.subList(2, 8))
        .containsExactly(
            bad(jsonl, 3, "is an array, expected a JSON object"),
            bad(jsonl, 4, "column 'text' is missing or null, expected a review"),
            bad(jsonl, 5, "column 'label' is missing or null, " + EXPECTED),
            bad(jsonl, 6, "column 'text' is a number, expected a string"),
            bad(jsonl, 7, "column 'label' is an array, " + EXPECTED),
            bad(jsonl, 8, "column 'text' is not valid Unicode at character 1, expected UTF-8"));
    assertThat(rows.get(8)).isInstanceOf(BadRow.class);
  }

  @Test
  void tellsALineThatIsTooLong() throws IOException {
    Path jsonl = write("a.jsonl", "x".repeat((10 << 20) + 1) + "\n" + json("a", "1"));

    assertThat(read(SourceKind.JSONL, jsonl))
        .containsExactly(
            bad(jsonl, 1, "is longer than 10485760 bytes, expected one review"),
            review(jsonl, 2, 1, "a"));
  }

  @Test
  void attributesBrokenUtf8ToItsLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0xFF);
    bytes.write('\n');
    bytes.writeBytes(json("é", "1").getBytes(StandardCharsets.UTF_8));
    Path jsonl = Files.write(folder.resolve("a.jsonl"), bytes.toByteArray());

    assertThat(read(SourceKind.JSONL, jsonl))
        .containsExactly(
            bad(jsonl, 1, "is not UTF-8: byte 0xFF at position 1; convert the input to UTF-8"),
            review(jsonl, 2, 1, "é"));
  }

  @Test
  void failsWhereNoLineHasTheColumn() throws IOException {
    Path jsonl = write("a.jsonl", "{\"review\": \"a\", \"label\": 1}\n");

    assertThatThrownBy(() -> read(SourceKind.JSONL, jsonl))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("has no column 'text' (data.text-column): its columns are [review,");
  }

  @Test
  void failsOnAnArrayOfAllRows() throws IOException {
    Path json = write("a.json", "[\n{\"text\": \"a\", \"label\": 1}\n]\n");

    assertThatThrownBy(() -> read(SourceKind.JSONL, json))
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith("begins with a JSON array, expected JSON Lines: one object a line");
  }

  private static String json(String text, String label) {
    return "{\"text\": \"%s\", \"label\": %s}\n".formatted(text, label);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static String uri(Path file) {
    return "file:" + file;
  }

  private static Review review(Path file, long row, int label, String text) {
    return new Review(Split.TRAIN, uri(file), row, label, text);
  }

  private static BadRow bad(Path file, long row, String reason) {
    return new BadRow(uri(file), row, reason);
  }

  private static List<SourceRow> readUnlabelled(SourceKind kind, Path file, SplitRule rule) {
    TableSchema schema = TableSchema.of(Settings.of(file).unlabelled(Unlabeled.READ).reviews());
    return Readers.all(
        TableInput.OfTexts.open(
            kind, uri(file), uri(file), CsvDialect.RFC_4180, schema, rule, new Configuration()));
  }

  private static List<SourceRow> read(SourceKind kind, Path file) {
    TableSchema schema = TableSchema.of(Settings.of(file).reviews());
    return Readers.all(
        TableInput.OfTexts.open(
            kind,
            uri(file),
            uri(file),
            CsvDialect.RFC_4180,
            schema,
            new SplitRule.Whole(Split.TRAIN),
            new Configuration()));
  }
}
