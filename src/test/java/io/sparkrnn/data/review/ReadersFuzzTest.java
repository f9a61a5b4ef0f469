package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.Fuzz;
import io.sparkrnn.Fuzz.Tally;
import io.sparkrnn.Mutations;
import io.sparkrnn.config.CsvDialect;
import io.sparkrnn.data.Readers;
import io.sparkrnn.data.numpy.Pickles;
import io.sparkrnn.data.review.ReviewSettings.Unlabeled;
import io.sparkrnn.data.table.DelimitedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ReadersFuzzTest {

  private static final long BOUND = 64L << 20;
  private static final TableSchema SCHEMA = TableSchema.of(Settings.of(Path.of("a.csv")).reviews());
  private static final SplitRule RULE = new SplitRule.HeldOut(0.25);

  private static final String CSV =
      "id,text,label\r\n1,plain,pos\r\n2,\"with, comma\nand \"\"quotes\"\"\",neg\n3,\u00e9\uD83C\uDFAC,1\n";

  private static final String JSON =
      "{\"text\": \"a \\u00e9\", \"label\": \"pos\"}\n\n{\"text\": \"b\", \"label\": 0, \"x\": [1, {\"y\": null}]}\n";

  private static final List<String> JSON_TOKENS =
      List.of(
          "[",
          "{",
          "]",
          "}",
          "\"",
          "\\",
          "\\u",
          "\\ud800",
          "null",
          "true",
          "1e999999999",
          "-0",
          "NaN",
          "\"text\":",
          "\"label\":",
          ",",
          ":",
          "\n",
          "\u0000",
          "\uFEFF",
          "99999999999999999999");

  private static final List<String> CSV_TOKENS =
      List.of(
          "\"", "\"\"", ",", "\n", "\r", "\r\n", "text", "label", "pos", "\uFEFF", "\u0000", "");

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void archive() {
    Map<String, byte[]> reviews = Archives.reviews();
    byte[] tar = Archives.tar(reviews);
    byte[] whole = Archives.gzip(tar);
    Tally tally =
        Fuzz.run(
            "archive",
            Fuzz.cases(4_000),
            BOUND,
            mutations -> {
              if (mutations.chance(10)) {
                return mutations.bytes(whole);
              }
              return Archives.gzip(
                  mutations.chance(50)
                      ? mutations.bytes(tar)
                      : Archives.tar(mutations.parts(reviews)));
            },
            input ->
                Readers.all(
                    ImdbArchiveReader.open(
                        "a.tgz", new ByteArrayInputStream(input), Unlabeled.READ)));
    requireBoth(tally);
  }

  @Test
  void commaSeparated() {
    requireBoth(
        Fuzz.run(
            "CSV",
            Fuzz.cases(20_000),
            BOUND,
            mutations -> mutated(mutations, CSV, CSV_TOKENS),
            input ->
                Readers.all(
                    new DelimitedReader(
                        "a.csv",
                        new ByteArrayInputStream(input),
                        ',',
                        CsvDialect.RFC_4180,
                        Map.of(),
                        new ReviewParser(SCHEMA, RULE)))));
  }

  @Test
  void jsonLines() {
    requireBoth(
        Fuzz.run(
            "JSON Lines",
            Fuzz.cases(20_000),
            BOUND,
            mutations -> mutated(mutations, JSON, JSON_TOKENS),
            input ->
                Readers.all(
                    new JsonLinesReviewReader(
                        "a.jsonl", new ByteArrayInputStream(input), Map.of(), SCHEMA, RULE))));
  }

  @Test
  void wordIndex() {
    requireBoth(
        Fuzz.run(
            "word index",
            Fuzz.cases(20_000),
            BOUND,
            mutations ->
                mutated(mutations, "{\"the\": 1, \"film\": 2, \"\u00e9\": 3}", JSON_TOKENS),
            input -> WordIndex.read("index.json", new ByteArrayInputStream(input)).wordsByRank()));
  }

  @Test
  void keras() throws IOException {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("x_test.npy", Pickles.lists(new int[] {2}, new int[] {1, 1}));
    arrays.put("y_test.npy", Pickles.labels(1, 0));
    arrays.put("x_train.npy", Pickles.lists(new int[] {1, 2}, new int[] {2, 1, 3}));
    arrays.put("y_train.npy", Pickles.labels(1, 0));
    byte[] whole = zip(arrays);
    requireBoth(
        Fuzz.run(
            "npz",
            Fuzz.cases(20_000),
            BOUND,
            mutations ->
                mutations.chance(10) ? mutations.bytes(whole) : zip(mutations.parts(arrays)),
            input ->
                Readers.all(
                    new KerasReader(
                        "a.npz",
                        KerasArrays.read("a.npz", new ByteArrayInputStream(input)),
                        rank -> Optional.of(Integer.toString(rank))))));
  }

  private static byte[] mutated(Mutations mutations, String text, List<String> tokens) {
    return mutations.chance(50) ? mutations.bytes(utf8(text)) : utf8(mutations.text(text, tokens));
  }

  private static byte[] zip(Map<String, byte[]> parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** A fuzz test of which all cases end alike tries only one thing. */
  private static void requireBoth(Tally tally) {
    assertThat(tally.read()).isPositive();
    assertThat(tally.refused()).isPositive();
  }
}
