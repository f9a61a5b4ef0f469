package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.workload.Example;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SyntheticReviewsTest {

  private static final int VOCABULARY = 10_000;
  private static final int LENGTH = 200;

  private final SyntheticReviews reviews = new SyntheticReviews(VOCABULARY, LENGTH, 42);

  @Test
  void anExampleDependsOnSeedAndIndexAlone() {
    assertThat(reviews.example(7).features())
        .isEqualTo(new SyntheticReviews(VOCABULARY, LENGTH, 42).example(7).features())
        .isNotEqualTo(reviews.example(8).features())
        .isNotEqualTo(new SyntheticReviews(VOCABULARY, LENGTH, 43).example(7).features());
    assertThat(reviews.examples(9).get(7).features()).isEqualTo(reviews.example(7).features());
  }

  @Test
  void isEncodedAsAReview() {
    for (Example example : reviews.examples(500)) {
      float[] ids = example.features();
      int padding = padding(ids);

      assertThat(ids).hasSize(LENGTH);
      // A review that is not cut has its start mark and at least one word.
      assertThat(padding).isLessThanOrEqualTo(LENGTH - 2);
      if (padding > 0) {
        assertThat(ids[padding]).isEqualTo(1);
      }
      for (int i = padding + 1; i < LENGTH; i++) {
        assertThat(ids[i]).isBetween(4f, VOCABULARY - 1f).isEqualTo((float) Math.rint(ids[i]));
      }
      assertThat(example.targets()).containsExactly(example.index() % 2);
    }
  }

  @Test
  void reviewsAreAsLongAsThoseOfImdb() {
    SplittableRandom random = new SplittableRandom(1);
    int[] words = new int[100_001];
    Arrays.setAll(words, i -> SyntheticReviews.words(random));
    Arrays.sort(words);

    assertThat(words[words.length / 2]).isBetween(172, 178);
    assertThat(Arrays.stream(words).average().orElseThrow()).isEqualTo(230, Offset.offset(5.0));
  }

  @Test
  void aWordIsAsFrequentAsItsRankSays() {
    int[] counts = new int[VOCABULARY];
    for (Example example : reviews.examples(2000)) {
      for (float id : example.features()) {
        counts[(int) id]++;
      }
    }
    double first = counts[4];

    assertThat(first / counts[5]).isEqualTo(2, Offset.offset(0.15));
    assertThat(first / counts[13]).isEqualTo(10, Offset.offset(1.0));
  }

  @Test
  void aVocabularyOfReservedIdsAloneStillHasAWord() {
    List<Example> examples = new SyntheticReviews(5, 3, 1).examples(10);

    examples.forEach(example -> assertThat(example.features()).containsAnyOf(4));
  }

  private static int padding(float[] ids) {
    int padding = 0;
    while (ids[padding] == 0) {
      padding++;
    }
    return padding;
  }

  @Test
  void textsAreOfWordsAsFrequentAsWordsAre() {
    SyntheticReviews reviews = new SyntheticReviews(1_000, 1, 42);
    Map<String, Integer> counts = new HashMap<>();
    for (int index = 0; index < 500; index++) {
      for (String word : reviews.text(index).split("[. ]+")) {
        counts.merge(word, 1, Integer::sum);
      }
    }

    assertThat(reviews.text(7)).isEqualTo(reviews.text(7)).isNotEqualTo(reviews.text(8));
    assertThat(counts).hasSizeBetween(990, 996);
    // By Zipf's law half as frequent, and the shorter the more frequent.
    assertThat(counts.get("ca")).isCloseTo(counts.get("ba") / 2, Percentage.withPercentage(5));
    assertThat(counts.keySet()).allMatch(word -> word.length() == 2 || word.length() == 4);
  }
}
