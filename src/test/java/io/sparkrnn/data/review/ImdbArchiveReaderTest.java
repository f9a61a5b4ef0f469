package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Readers;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.UnlabeledReview;
import io.sparkrnn.data.review.ReviewSettings.Unlabeled;
import io.sparkrnn.error.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImdbArchiveReaderTest {

  private final Map<String, byte[]> entries = Archives.reviews();
  private Unlabeled unlabelled = Unlabeled.IGNORE;

  @Test
  void readsLabelledReviewsOnly() throws IOException {
    assertThat(read())
        .containsExactly(
            new Review(
                Split.TRAIN,
                "aclImdb/train/pos/0_9.txt",
                1,
                1,
                "A fine film.<br /><br />Très bien\u0085 really"),
            new Review(Split.TRAIN, "aclImdb/train/pos/1_7.txt", 1, 1, "Good \uD83C\uDFAC"),
            new Review(Split.TRAIN, "aclImdb/train/neg/0_1.txt", 1, 0, "Bad."),
            new Review(Split.TRAIN, "aclImdb/train/neg/1_4.txt", 1, 0, "Not good."),
            new Review(Split.TEST, "aclImdb/test/pos/0_10.txt", 1, 1, "Great."),
            new Review(Split.TEST, "aclImdb/test/neg/0_2.txt", 1, 0, "Awful."));
  }

  @Test
  void readsReviewsWithoutLabelWhereAskedTo() throws IOException {
    unlabelled = Unlabeled.READ;
    Archives.put(entries, "aclImdb/train/unsup/1_0.txt", " ");

    assertThat(read())
        .hasSize(8)
        .contains(new UnlabeledReview("aclImdb/train/unsup/0_0.txt", 1, "unlabelled"))
        .contains(
            new BadRow(
                "aclImdb/train/unsup/1_0.txt", 1, "holds only white space, expected a review"));
  }

  @Test
  void missesReviewsWithoutLabelWhereAskedForThem() {
    unlabelled = Unlabeled.READ;
    entries.remove("aclImdb/train/unsup/0_0.txt");

    assertThatThrownBy(this::read)
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("holds no reviews aclImdb/train/unsup/*.txt (found: 2 train/pos,")
        .hasMessageContaining("set data.unlabeled = ignore to read it without");
  }

  @Test
  void acceptsEntriesThatBeginWithADot() throws IOException {
    Archives.put(entries, "./aclImdb/train/neg/9_1.txt", "Dull.");

    assertThat(read())
        .contains(new Review(Split.TRAIN, "aclImdb/train/neg/9_1.txt", 1, 0, "Dull."));
  }

  @Test
  void tellsReviewsThatCannotBeUsed() throws IOException {
    entries.put("aclImdb/train/pos/3_8.txt", new byte[0]);
    Archives.put(entries, "aclImdb/train/pos/4_8.txt", " \n");
    entries.put("aclImdb/train/pos/5_8.txt", new byte[] {'a', 'b', (byte) 0xE9, 'c'});
    entries.put("aclImdb/train/pos/6_8.txt", new byte[(1 << 20) + 1]);
    entries.put("aclImdb/train/pos/7_8.txt", new byte[] {'a', (byte) 0xC3});

    assertThat(read().stream().filter(BadRow.class::isInstance))
        .containsExactly(
            new BadRow("aclImdb/train/pos/3_8.txt", 1, "is empty, expected a review"),
            new BadRow("aclImdb/train/pos/4_8.txt", 1, "holds only white space, expected a review"),
            new BadRow(
                "aclImdb/train/pos/5_8.txt",
                1,
                "is not UTF-8: byte 0xE9 at position 3; convert the input to UTF-8"),
            new BadRow(
                "aclImdb/train/pos/6_8.txt",
                1,
                "has 1048577 bytes, expected a review of at most 1048576"),
            new BadRow(
                "aclImdb/train/pos/7_8.txt",
                1,
                "is not UTF-8: byte 0xC3 at position 2; convert the input to UTF-8"));
  }

  @Test
  void saysHowFarATruncatedArchiveCouldBeRead() {
    byte[] noise = new byte[500_000];
    new Random(1).nextBytes(noise);
    entries.put("aclImdb/train/neg/2_2.txt", noise);
    byte[] whole = Archives.gzip(Archives.tar(entries));

    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length / 2)))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "file:/imdb.tgz is damaged or was not downloaded to its end (it ends too"
                + " early): 11 entries could be read, the last is aclImdb/train/neg/2_2.txt. Delete it and"
                + " download it again");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 9, 20, 200, 600})
  void failsWhereverAnArchiveIsCut(int missing) {
    byte[] whole = Archives.gzip(Archives.tar(entries));

    assertThatThrownBy(() -> read(Arrays.copyOf(whole, Math.max(3, whole.length - missing))))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("is damaged or was not downloaded to its end");
  }

  @Test
  void failsOnAChangedByte() {
    byte[] whole = Archives.gzip(Archives.tar(entries));
    whole[whole.length - 6] ^= 1; // in the checksum

    assertThatThrownBy(() -> read(whole))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("download it again");
  }

  @Test
  void failsOnATarThatIsCutWithinItsGzip() {
    byte[] tar = Archives.tar(entries);

    assertThatThrownBy(() -> read(Archives.gzip(Arrays.copyOf(tar, 2_000))))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("is damaged or was not downloaded to its end");
  }

  @Test
  void refusesWhatIsNoGzip() {
    assertThatThrownBy(() -> read("<html>".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            "file:/imdb.tgz is not a gzip file: it begins with 3c 68, expected 1f 8b");
    assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("nothing, it is empty");
  }

  @Test
  void refusesAnArchiveWithoutOneOfTheFourKinds() {
    entries.remove("aclImdb/test/neg/0_2.txt");

    assertThatThrownBy(this::read)
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "file:/imdb.tgz holds no reviews aclImdb/test/neg/*.txt (found: 2 train/pos, 2"
                + " train/neg, 1 test/pos, 0 test/neg); expected the Large Movie Review Dataset"
                + " with train and test, each with pos and neg");
  }

  @Test
  void refusesAnotherArchive() {
    entries.clear();
    Archives.put(entries, "photos/1.txt", "text");

    assertThatThrownBy(this::read).hasMessageContaining("holds no reviews aclImdb/train/pos/*.txt");
  }

  @Test
  void refusesAnEntryThatComesTwice() {
    Archives.put(entries, "./aclImdb/train/pos/0_9.txt", "again");

    assertThatThrownBy(this::read).hasMessageContaining("holds aclImdb/train/pos/0_9.txt twice");
  }

  private List<SourceRow> read() throws IOException {
    return read(Archives.gzip(Archives.tar(entries)));
  }

  private List<SourceRow> read(byte[] archive) throws IOException {
    return Readers.all(
        ImdbArchiveReader.open("file:/imdb.tgz", new ByteArrayInputStream(archive), unlabelled));
  }
}
