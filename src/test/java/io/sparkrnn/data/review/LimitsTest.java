package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.config.CsvDialect;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Readers;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.numpy.Pickles;
import io.sparkrnn.data.review.ReviewSettings.Unlabeled;
import io.sparkrnn.data.table.DelimitedReader;
import io.sparkrnn.error.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

/** Inputs that are small and would become large, or never end. */
class LimitsTest {

  private static final TableSchema SCHEMA = TableSchema.of(Settings.of(Path.of("a.csv")).reviews());
  private static final SplitRule RULE = new SplitRule.HeldOut(0.25);

  /** The same bytes without end. */
  private static final class Endless extends InputStream {
    private final byte[] head;
    private final byte[] repeated;
    private long at;

    Endless(String head, String repeated) {
      this.head = head.getBytes(StandardCharsets.ISO_8859_1);
      this.repeated = repeated.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int read() {
      long now = at++;
      return now < head.length
          ? head[(int) now]
          : repeated[(int) ((now - head.length) % repeated.length)];
    }
  }

  @Test
  void aNameWithoutEndInAnArchive() {
    TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
    entry.setSize(1L << 30);

    requireArchiveRefused(header(entry, "a"), "an entry whose header has more than 65536 bytes");
  }

  @Test
  void anExtendedHeaderWithoutEnd() {
    TarArchiveEntry entry =
        new TarArchiveEntry("PaxHeaders/x", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
    entry.setSize(1L << 30);

    requireArchiveRefused(
        header(entry, "1000000000 path="), "an entry whose header has more than 65536 bytes");
  }

  @Test
  void aSparseFileInAnArchive() {
    TarArchiveEntry entry =
        new TarArchiveEntry("aclImdb/train/pos/0_9.txt", TarConstants.LF_GNUTYPE_SPARSE);

    requireArchiveRefused(header(entry, "\0"), "holds a sparse file");
  }

  @Test
  void namesThatLeaveTheFolderAreNoReviews() {
    Map<String, byte[]> entries = Archives.reviews();
    Archives.put(entries, "aclImdb/train/pos/../../../../etc/passwd.txt", "x");
    Archives.put(entries, "aclImdb/train/pos/..txt", "x");

    assertThat(archive(Archives.gzip(Archives.tar(entries)))).hasSize(6);
  }

  /** The entry's own head, and then its content, of which there is plenty. */
  private static byte[] header(TarArchiveEntry entry, String content) {
    byte[] record = new byte[512];
    entry.writeEntryHeader(record);
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    tar.writeBytes(record);
    tar.writeBytes(content.repeat(1 << 20).getBytes(StandardCharsets.ISO_8859_1));
    return Archives.gzip(tar.toByteArray());
  }

  private static List<SourceRow> archive(byte[] gzip) {
    return Readers.all(
        ImdbArchiveReader.open("a.tgz", new ByteArrayInputStream(gzip), Unlabeled.IGNORE));
  }

  private static void requireArchiveRefused(byte[] gzip, String why) {
    requireRefused(() -> archive(gzip), "a.tgz holds ", why, "download it again");
  }

  @Test
  void aQuoteThatIsNeverClosedInATableWithoutEnd() {
    requireRefused(
        () -> csv(new Endless("text,label\n\"open", "words ")),
        "a.csv has a field near line 2 that is longer than 10485760 characters: is a quote");
  }

  @Test
  void aRowOfFieldsWithoutEnd() {
    requireRefused(
        () -> csv(new Endless("text,label\n", ",")),
        "a.csv has a row on line 2 of more than 10000 fields");
    requireRefused(
        () -> csv(new Endless("", "x".repeat(7_000_000) + ",")),
        "a.csv has a row on line 1 that is longer than 67108864 characters");
  }

  @Test
  void aLineOfJsonThatIsTooDeepOrSaysTwoThings() {
    List<SourceRow> rows =
        Readers.all(
            new JsonLinesReviewReader(
                "a.jsonl",
                stream(
                    "{\"text\": \"a\", \"label\": 1}\n"
                        + "{\"text\": "
                        + "[".repeat(100_000)
                        + "\n{\"text\": \"a\", \"label\": 1, \"label\": 0}\n"
                        + "{\"text\": \"a\", \"label\": "
                        + "9".repeat(2_000)
                        + "}\n"),
                Map.of(),
                SCHEMA,
                RULE));

    assertThat(rows.get(0)).isInstanceOf(Review.class);
    assertThat(rows.subList(1, 4)).allMatch(BadRow.class::isInstance);
    assertThat(((BadRow) rows.get(1)).reason()).contains("is not JSON", "nesting depth");
    assertThat(((BadRow) rows.get(2)).reason()).contains("Duplicate field 'label'");
    assertThat(((BadRow) rows.get(3)).reason()).contains("Number length (2000)");
  }

  @Test
  void aWordIndexWithoutEnd() {
    requireRefused(
        () -> WordIndex.read("index.json", new Endless("{\"a\": 1", " ")),
        "word index index.json has more than 33554432 bytes");
  }

  @Test
  void aPickleThatNamesOneLongListManyTimes() throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    byte[] whole = Pickles.pickle();
    pickle.write(whole, 0, whole.length - 4); // up to "etb."
    Pickles.text(pickle, "](");
    Pickles.text(pickle, "K\u0001".repeat(100_000));
    Pickles.text(pickle, "eq\u0007");
    Pickles.text(pickle, "h\u0007".repeat(2_000));
    Pickles.text(pickle, "etb.");

    requireRefused(
        () -> keras(Pickles.npy(1, "|O", "(2001,)", pickle.toByteArray())),
        "a.npz#x_train holds more than 134217728 word ranks");
  }

  @Test
  void aPickleOfListsWithoutEnd() throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    Pickles.text(pickle, "\u0080\u0002]q\u0000");
    Pickles.text(pickle, "]a".repeat(4_000_000));

    requireRefused(
        () -> keras(Pickles.npy(1, "|O", "(1,)", pickle.toByteArray())),
        "it takes more than 536870912 bytes of memory");
  }

  @Test
  void anArrayThatClaimsMoreThanThereAre() throws IOException {
    requireRefused(
        () -> npz("y_train.npy", Pickles.npy(1, "<i8", "(999999999,)", new byte[8])),
        "a.npz#y_train claims 999999999 values, expected labels of at most 20000000 reviews");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void csv(InputStream in) {
    Readers.all(
        new DelimitedReader(
            "a.csv", in, ',', CsvDialect.RFC_4180, Map.of(), new ReviewParser(SCHEMA, RULE)));
  }

  private static void keras(byte[] ranks) throws IOException {
    npz("x_train.npy", ranks);
  }

  private static void npz(String name, byte[] array) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(array);
    }
    KerasArrays arrays = KerasArrays.read("a.npz", new ByteArrayInputStream(bytes.toByteArray()));
    Readers.all(new KerasReader("a.npz", arrays, rank -> Optional.of("x")));
  }

  @FunctionalInterface
  private interface Reading {
    void run() throws IOException;
  }

  private static void requireRefused(Reading reading, String... why) {
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(reading::run)
        .satisfies(e -> assertThat(e.getMessage()).contains(why));
  }
}
