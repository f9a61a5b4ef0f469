package io.sparkrnn.data.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.RealReviews;
import io.sparkrnn.data.LocalSpark;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.UnlabeledReview;
import io.sparkrnn.data.review.ReviewSettings.Unlabeled;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real data set, where there is a copy: {@code mvn verify -Dimdb.dir=data/imdb}. */
class ImdbIT {

  private static final Logger log = LoggerFactory.getLogger(ImdbIT.class);

  private Path folder;

  @BeforeEach
  void find() {
    folder = RealReviews.folder();
  }

  @Test
  void theArchiveHoldsAllReviewsAndNoBadRow() {
    long start = System.nanoTime();
    List<SourceRow> rows = read("aclImdb_v1.tar.gz");
    log.info("archive: {} reviews in {} ms", rows.size(), (System.nanoTime() - start) / 1_000_000);

    assertThat(rows).hasSize(50_000).hasOnlyElementsOfType(Review.class);
    for (Split split : Split.values()) {
      for (int label = 0; label <= 1; label++) {
        int wanted = label;
        assertThat(rows.stream().map(Review.class::cast))
            .filteredOn(
                review ->
                    review.split() == split && review.label().equals(Integer.toString(wanted)))
            .hasSize(12_500);
      }
    }
  }

  @Test
  void theArchiveHoldsReviewsWithoutLabel() {
    Settings settings = Settings.of(folder.resolve("aclImdb_v1.tar.gz")).unlabelled(Unlabeled.READ);

    assertThat(
            ReviewSources.open(settings.data(), settings.reviews(), LocalSpark.hadoop())
                .read(LocalSpark.session())
                .filter(UnlabeledReview.class::isInstance)
                .count())
        .isEqualTo(50_000);
  }

  @Test
  void theNpzGivesTheSameReviewsInTheOrderOfKeras() {
    Map<String, Review> archive = new HashMap<>();
    read("aclImdb_v1.tar.gz").forEach(row -> archive.put(row.origin(), (Review) row));
    long start = System.nanoTime();
    List<SourceRow> rows = read("imdb.npz");
    log.info("npz: {} reviews in {} ms", rows.size(), (System.nanoTime() - start) / 1_000_000);

    assertThat(rows).hasSize(50_000).hasOnlyElementsOfType(Review.class);
    assertThat(rows.subList(0, 25_000))
        .extracting(row -> ((Review) row).split())
        .containsOnly(Split.TRAIN);
    List<String> first =
        List.of("pos/576_10", "neg/10654_1", "neg/3771_1", "pos/10714_8", "neg/324_1");
    for (int i = 0; i < first.size(); i++) {
      Review fromNpz = (Review) rows.get(i);
      Review fromArchive = archive.get("aclImdb/train/" + first.get(i) + ".txt");
      assertThat(fromNpz.origin()).isEqualTo("imdb.npz#x_train");
      assertThat(fromNpz.row()).isEqualTo(i + 1);
      assertThat(fromNpz.label()).isEqualTo(fromArchive.label());
      assertThat(fromNpz.text()).isEqualTo(kerasWords(fromArchive.text()));
    }
  }

  @Test
  void theVocabularyIsTheWordIndex() {
    assertThat(source("imdb.npz").vocabulary().orElseThrow())
        .hasSize(88_584)
        .startsWith("the", "and", "a", "of", "to");
  }

  /** Keras's text_to_word_sequence. */
  private static String kerasWords(String text) {
    return Stream.of(
            text.toLowerCase(Locale.ROOT)
                .replaceAll("[!\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~\\t\\n]", " ")
                .split(" "))
        .filter(word -> !word.isEmpty())
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }

  /** In the order of the source, which is read by one task. */
  private List<SourceRow> read(String name) {
    return source(name).read(LocalSpark.session()).collect();
  }

  private ReviewSource source(String name) {
    return ReviewSources.open(
        Settings.of(folder.resolve(name)).data(),
        Settings.of(folder.resolve(name)).reviews(),
        LocalSpark.hadoop());
  }
}
