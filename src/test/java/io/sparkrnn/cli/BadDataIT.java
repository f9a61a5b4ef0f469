package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.cli.Job.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that cannot be used ends a training with exit code 3, a reason, and nothing written. */
class BadDataIT {

  @TempDir private Path folder;

  @BeforeAll
  static void spark() {
    Job.freshSpark();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  @Test
  void aPathThatIsNotThere() {
    requireRefused(folder.resolve("gone.csv"), "data.path", "gone.csv", "does not exist");
  }

  @Test
  void anEmptyFolder() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    requireRefused(empty, "data.path", "empty");
  }

  @Test
  void aTableWithoutTheColumn() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "review,label\nfine,pos\n");

    requireRefused(csv, "a.csv", "has no column 'text' (data.text-column)", "[review, label]");
  }

  @Test
  void aLabelThatMeansNothing() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("a.csv"), "text,label\nfine,pos\nso so,perhaps\ndull,neg\n");

    requireRefused(csv, "1 row of ", "a.csv: row 2: ", "'perhaps'", "data.on-bad-row = skip");
  }

  @Test
  void textThatIsNotUtf8() throws IOException {
    Path csv = folder.resolve("a.csv");
    Files.write(
        csv, "text,label\nfine,pos\ntr\u00e8s bien,pos\n".getBytes(StandardCharsets.ISO_8859_1));

    requireRefused(
        csv, "a.csv: row 2: ", "is not UTF-8: column 'text' is malformed at character 3");
  }

  @Test
  void oneLabelOnly() throws IOException {
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < 100; i++) {
      csv.append("film ").append(i).append(",pos\n");
    }

    requireRefused(
        Files.writeString(folder.resolve("a.csv"), csv),
        "has no train review labeled negative",
        "both labels are needed");
  }

  @Test
  void anArchiveThatWasNotDownloadedToItsEnd() throws IOException {
    byte[] whole = archive();
    Path cut =
        Files.write(
            folder.resolve("aclImdb_v1.tar.gz"), Arrays.copyOf(whole, whole.length * 2 / 3));

    requireRefused(cut, "aclImdb_v1.tar.gz is damaged or was not downloaded to its end");
  }

  @Test
  void everyUnusableRowIsCountedAndTheFirstTenAreShown() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "text,label\n" + "x,?\n".repeat(25));

    requireRefused(csv, "25 rows of ", "row 1: ", "row 10: ", "and 15 more");
  }

  private void requireRefused(Path data, String... messages) {
    Path runs = folder.resolve("runs");
    Outcome refused = Job.train("data.path=" + data, "output.dir=" + runs);

    assertThat(refused.code()).as(refused.err()).isEqualTo(3);
    assertThat(refused.err()).startsWith("spark-rnn: ").contains(messages).doesNotContain("\tat ");
    assertThat(refused.out().lines()).hasSize(1);
    assertThat(refused.json().fieldNames()).toIterable().containsExactly("error", "exit_code");
    assertThat(refused.json().get("exit_code").intValue()).isEqualTo(3);
    assertThat(refused.json().get("error").textValue()).contains(messages);
    if (Files.exists(runs)) {
      assertThat(runs).isEmptyDirectory();
    }
  }

  /** Reviews that do not compress, so that cutting the file cuts one of them. */
  private static byte[] archive() throws IOException {
    Random random = new Random(3);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (String part : new String[] {"train/pos", "train/neg", "test/pos", "test/neg"}) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
          text.append(Integer.toString(random.nextInt(36), 36));
        }
        byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("aclImdb/" + part + "/0_9.txt");
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
