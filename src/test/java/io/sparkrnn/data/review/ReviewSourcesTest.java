package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.review.ReviewSettings.Unlabeled;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewSourcesTest {

  @TempDir private Path folder;

  @Test
  void withoutAPathReadsTheSample() {
    assertThat(open(Settings.sample()).description()).isEqualTo("embedded sample");
    assertThat(open(Settings.sample()).vocabulary()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "aclImdb_v1.tar.gz, IMDB archive",
    "imdb.TGZ, IMDB archive",
    "imdb.npz, Keras npz",
    "a.parquet, PARQUET table",
    "a.jsonl, JSONL table",
    "a.ndjson.gz, JSONL table",
    "a.json, JSONL table",
    "a.csv, CSV table",
    "a.csv.gz, CSV table",
    "a.tsv.gz, TSV table"
  })
  void tellsAFileByItsName(String name, String description) throws IOException {
    assertThat(open(Settings.of(write(name))).description())
        .startsWith("%s file:%s/%s".formatted(description, folder, name));
  }

  @Test
  void tellsTheUnpackedArchive() throws IOException {
    Files.createDirectories(folder.resolve("aclImdb/train/pos"));
    String description = "IMDB folder file:" + folder.resolve("aclImdb");

    assertThat(open(Settings.of(folder)).description()).isEqualTo(description);
    assertThat(open(Settings.of(folder.resolve("aclImdb"))).description()).isEqualTo(description);
  }

  @Test
  void tellsAFolderOfTables() throws IOException {
    write("part-0.csv");
    write("part-1.csv.gz");
    write("README.md");
    write("_SUCCESS");
    write(".part-0.csv.crc");

    assertThat(open(Settings.of(folder)).description()).isEqualTo("CSV table file:" + folder);
  }

  @Test
  void refusesAFolderOfSeveralKinds() throws IOException {
    write("a.csv");
    write("b.jsonl");

    assertThatThrownBy(() -> open(Settings.of(folder)))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            "data.path: file:%s is a folder of several kinds of input (b.jsonl, a.csv)"
                .formatted(folder));
  }

  @Test
  void refusesWhatItDoesNotKnow() throws IOException {
    assertThatThrownBy(() -> open(Settings.of(write("a.xlsx"))))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            "data.path: file:%s/a.xlsx is a file of no known kind; expected *.tar.gz"
                .formatted(folder));
    assertThatThrownBy(() -> open(Settings.of(folder)))
        .hasMessageContaining("is a folder with 1 file(s), none of a known kind");
  }

  @Test
  void asksForTheArchiveInAFolder() throws IOException {
    write("aclImdb_v1.tar.gz");

    assertThatThrownBy(() -> open(Settings.of(folder)))
        .hasMessageContaining("is a folder; give the file itself: aclImdb_v1.tar.gz");
  }

  @Test
  void aNamedKindNeedsNoName() throws IOException {
    Settings settings = Settings.of(write("reviews.txt")).kind(SourceKind.TSV);

    assertThat(open(settings).description()).startsWith("TSV table");
  }

  @Test
  void aNamedKindMustFit() {
    assertThatThrownBy(() -> open(Settings.of(folder).kind(SourceKind.CSV)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("is a folder without CSV files (*.csv)");
    assertThatThrownBy(() -> open(Settings.of(folder).kind(SourceKind.IMDB_ARCHIVE)))
        .hasMessageContaining("is a folder, expected a file of kind imdb-archive");
    assertThatThrownBy(() -> open(Settings.of(folder).kind(SourceKind.IMDB_FOLDER)))
        .hasMessageContaining("holds neither train/pos nor aclImdb/train/pos");
  }

  @Test
  void namesAMissingPathAndItsKey() {
    assertThatThrownBy(() -> open(Settings.of(folder.resolve("none.csv"))))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            ("data.path = '%s/none.csv': file:%s/none.csv does not exist; give a file or folder"
                    + " that the driver and all executors can read")
                .formatted(folder, folder));
    assertThatThrownBy(() -> open(Settings.sample().path("nofs://a/b.csv")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("data.path = 'nofs://a/b.csv': cannot look at nofs://a/b.csv: ");
  }

  @Test
  void refusesSettingsThatContradict() throws IOException {
    Path archive = write("a.tgz");
    Path csv = write("a.csv");

    assertThatThrownBy(() -> open(Settings.sample().kind(SourceKind.CSV)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("data.source = csv needs data.path, which is not set");
    assertThatThrownBy(() -> open(Settings.sample().unlabelled(Unlabeled.READ)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "data.unlabeled = read, but sample holds no unlabeled reviews; set it to ignore");
    assertThatThrownBy(() -> open(Settings.of(csv).kind(SourceKind.SAMPLE)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("data.source = sample reads the embedded sample, but data.path is");
    assertThatThrownBy(() -> open(Settings.of(archive).testPath(csv)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is for tables; imdb-archive contains its own test reviews");
    assertThatThrownBy(() -> open(Settings.of(csv).testPath(folder)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("a.csv is read by both data.path and data.test-path");
  }

  @Test
  void fingerprintsFollowFilesAndSettings() throws IOException {
    Path csv = write("a.csv");
    String before = open(Settings.of(csv)).fingerprint();

    assertThat(before).startsWith("table:").isEqualTo(open(Settings.of(csv)).fingerprint());
    assertThat(open(Settings.of(csv).text("body")).fingerprint()).isNotEqualTo(before);
    assertThat(open(Settings.of(csv).positive("yes")).fingerprint()).isNotEqualTo(before);
    Files.setLastModifiedTime(csv, FileTime.fromMillis(1_000));
    assertThat(open(Settings.of(csv)).fingerprint()).isNotEqualTo(before);
  }

  private Path write(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "text,label\n");
  }

  private static ReviewSource open(Settings settings) {
    return ReviewSources.open(settings.data(), settings.reviews(), new Configuration());
  }
}
