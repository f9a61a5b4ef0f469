package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Readers;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.numpy.Pickles;
import io.sparkrnn.error.BadDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasReaderTest {

  @TempDir private Path folder;
  private final Map<String, byte[]> arrays = new LinkedHashMap<>();

  @BeforeEach
  void fill() {
    arrays.put("x_test.npy", Pickles.lists(new int[] {2}, new int[] {1, 1}));
    arrays.put("y_test.npy", Pickles.labels(1, 0));
    arrays.put(
        "x_train.npy",
        Pickles.lists(new int[] {1, 2}, new int[] {2, 1, 3}, new int[] {3}, new int[] {1}));
    arrays.put("y_train.npy", Pickles.labels(1, 1, 0, 0));
    arrays.put("note.txt", new byte[] {1});
  }

  @Test
  void givesReviewsInTheOrderOfKeras() throws IOException {
    // numpy: rng = RandomState(113); shuffle(arange(4)), then shuffle(arange(2))
    assertThat(read())
        .containsExactly(
            new Review(Split.TRAIN, "imdb.npz#x_train", 1, 0, "the"),
            new Review(Split.TRAIN, "imdb.npz#x_train", 2, 0, "ends"),
            new Review(Split.TRAIN, "imdb.npz#x_train", 3, 1, "the film"),
            new Review(Split.TRAIN, "imdb.npz#x_train", 4, 1, "film the ends"),
            new Review(Split.TEST, "imdb.npz#x_test", 1, 0, "the the"),
            new Review(Split.TEST, "imdb.npz#x_test", 2, 1, "film"));
  }

  @Test
  void tellsReviewsThatCannotBeUsed() throws IOException {
    arrays.put(
        "x_train.npy", Pickles.lists(new int[] {}, new int[] {1}, new int[] {0}, new int[] {1, 9}));
    arrays.put("y_train.npy", Pickles.labels(1, 5, 0, 0));

    assertThat(read().stream().filter(BadRow.class::isInstance).map(row -> ((BadRow) row).reason()))
        .containsExactlyInAnyOrder(
            "is empty, expected a review's word ranks (element 0 as stored)",
            "has label 5, expected 0 or 1 (element 1 as stored)",
            "holds word rank 0, expected ranks from 1 (element 2 as stored)",
            "holds word rank 9, which the word index does not have (element 3 as stored)");
  }

  @Test
  void tellsTheVocabularyWithoutAnIndexByTheLargestRank() throws IOException {
    Path npz = Files.write(folder.resolve("imdb.npz"), zip());

    assertThat(
            ReviewSources.open(
                    Settings.of(npz).data(), Settings.of(npz).reviews(), new Configuration())
                .vocabulary())
        .contains(List.of("1", "2", "3"));
  }

  @Test
  void tellsTheVocabularyOfTheIndexBesideIt() throws IOException {
    Path npz = Files.write(folder.resolve("imdb.npz"), zip());
    Files.writeString(folder.resolve("imdb_word_index.json"), "{\"a\": 2, \"the\": 1}");

    ReviewSource source =
        ReviewSources.open(
            Settings.of(npz).data(), Settings.of(npz).reviews(), new Configuration());

    assertThat(source.vocabulary()).contains(List.of("the", "a"));
    assertThat(source.description())
        .isEqualTo(
            "Keras npz file:%s with word index file:%s/imdb_word_index.json"
                .formatted(npz, folder));
  }

  @Test
  void aNamedIndexMustExist() throws IOException {
    Path npz = Files.write(folder.resolve("imdb.npz"), zip());
    Settings settings = Settings.of(npz).wordIndex(folder.resolve("none.json"));

    assertThatThrownBy(
            () -> ReviewSources.open(settings.data(), settings.reviews(), new Configuration()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("data.word-index = '")
        .hasMessageContaining("none.json does not exist");
  }

  @Test
  void refusesArraysThatDoNotFitTogether() {
    arrays.put("y_test.npy", Pickles.labels(1));

    assertThatThrownBy(this::read)
        .isInstanceOf(BadDataException.class)
        .hasMessageEndingWith(
            "imdb.npz holds 2 reviews in x_test and 1 labels in y_test, expected equal numbers");
  }

  @Test
  void refusesAFileWithoutOneOfTheArrays() {
    arrays.remove("y_train.npy");

    assertThatThrownBy(this::read)
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(
            "imdb.npz lacks x_train or y_train: it holds [note.txt, x_test.npy, x_train.npy,"
                + " y_test.npy], expected");
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    byte[] whole = zip();
    Path npz = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, 100));

    assertThatThrownBy(() -> KerasArrays.read("file:" + npz, new Configuration()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(
            "cut.npz is damaged or was not downloaded to its end (it ends too early); arrays");
  }

  @Test
  void refusesWhatIsNoZip() throws IOException {
    Path npz = Files.writeString(folder.resolve("no.npz"), "this is no zip at all");

    assertThatThrownBy(() -> KerasArrays.read("file:" + npz, new Configuration()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no.npz lacks x_train or y_train: it holds []");
  }

  private List<SourceRow> read() throws IOException {
    Path npz = Files.write(folder.resolve("imdb.npz"), zip());
    List<String> words = List.of("the", "film", "ends");
    return Readers.all(
        new KerasReader(
            "imdb.npz",
            KerasArrays.read("file:" + npz, new Configuration()),
            rank -> rank > 3 ? Optional.empty() : Optional.of(words.get(rank - 1))));
  }

  private byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey()));
        zip.write(array.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
