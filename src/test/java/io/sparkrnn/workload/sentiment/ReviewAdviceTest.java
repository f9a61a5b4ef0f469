package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Workloads;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewAdviceTest {

  /** Statistics of a thousand reviews, to which the default settings fit. */
  private static final TextStatistics FITTING = new TextStatistics(100, 220, 400, 0.05, 9_000, 0);

  private static ReviewAdvice advice(
      TextStatistics texts, Map<String, Long> classes, String... settings) {
    List<Long> lengths = Collections.nCopies(ReviewProfile.BUCKETS, 0L);
    return new ReviewAdvice(
        SentimentSettings.of(
            ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), List.of(settings)).job()),
        new ReviewProfile(1_000, classes, lengths, Optional.ofNullable(texts)));
  }

  private static List<Advice> of(TextStatistics texts, String... settings) {
    return advice(texts, Map.of("a", 500L, "b", 500L), settings).all();
  }

  private static TextStatistics lengths(long truncated, int words95, int words99) {
    return new TextStatistics(truncated, words95, words99, 0.05, 9_000, 0);
  }

  private static TextStatistics words(double outside, int ids95, double unspaced) {
    return new TextStatistics(100, 220, 400, outside, ids95, unspaced);
  }

  @Test
  void hasNoneWhereSettingsFit() {
    assertThat(of(FITTING)).isEmpty();
    assertThat(advice(null, Map.of("a", 500L, "b", 500L)).all())
        .as("a model of a version without statistics")
        .isEmpty();
  }

  @Test
  void aLengthFarAboveThe99thPercentileIsTooLarge() {
    assertThat(of(lengths(0, 30, 48)))
        .containsExactly(
            new Advice(
                "text.length",
                "text.length is 200, but 99 % of the training reviews have at most 48 words:"
                    + " text.length = 49 takes less memory and loses little."));
    assertThat(of(lengths(0, 30, 48), "model.mask-padding=false").get(0).message())
        .endsWith("text.length = 49 trains faster and loses little.");
    assertThat(of(lengths(0, 30, 48), "model.layer=stock").get(0).message())
        .contains("trains faster");
    assertThat(of(lengths(0, 30, 99))).as("twice as long").isEmpty();
    assertThat(of(lengths(0, 0, 0))).hasSize(1);
  }

  @Test
  void aLengthThatTruncatesMostReviewsIsTooSmall() {
    assertThat(of(lengths(501, 699, 900)))
        .containsExactly(
            new Advice(
                "text.length",
                "501 of 1,000 training reviews (50 %) have more words than text.length = 200 and"
                    + " lose the beginning: text.length = 700 leaves 95 % of them whole; an epoch"
                    + " then takes up to 3.5 times as long."));
    assertThat(of(lengths(501, 699, 900), "text.truncating=post").get(0).message())
        .contains("lose the end");
    assertThat(of(lengths(500, 699, 900))).isEmpty();
    assertThat(of(lengths(1_000, 2_000_000, 3_000_000)).get(0).message())
        .as("no more than the setting allows")
        .contains("text.length = 100000 ");
  }

  @Test
  void aVocabularyThatCoversLittleIsTooSmall() {
    assertThat(of(words(0.18, 31_234, 0)))
        .containsExactly(
            new Advice(
                "text.vocabulary-size",
                "18.0 % of the words of the training reviews are outside the vocabulary of 10,000"
                    + " ids: text.vocabulary-size = 31234 leaves 5 % of them out."));
    assertThat(of(words(0.1, 31_234, 0))).isEmpty();
    assertThat(of(words(0.18, 31_234, 0), "text.vocabulary-file=words.json"))
        .extracting(Advice::key)
        .containsExactly("text.vocabulary-file");
  }

  @Test
  void wordsThatAreNoneAskForNoLargerVocabulary() {
    assertThat(of(words(0.9, 31_234, 0.5))).as("preparation warns of them").isEmpty();
    assertThat(of(words(0.9, 31_234, 0.5), "text.tokenizer=unicode")).hasSize(1);
  }

  @Test
  void unevenClassesCanBeWeighted() {
    Map<String, Long> uneven = new LinkedHashMap<>();
    uneven.put("news", 400L);
    uneven.put("sport", 500L);
    uneven.put("none", 0L);
    uneven.put("law", 100L);
    assertThat(advice(FITTING, uneven).all())
        .containsExactly(
            new Advice(
                "training.class-weights",
                "The class 'sport' has 500 training reviews, and 'law' has 100:"
                    + " training.class-weights = balanced finds more reviews of small classes, at"
                    + " the cost of some of the large ones."));
    assertThat(advice(FITTING, uneven, "training.class-weights=balanced").all()).isEmpty();
    assertThat(advice(FITTING, Map.of("a", 399L, "b", 100L)).all()).isEmpty();
    assertThat(advice(FITTING, Map.of("a", 400L, "b", 100L)).all()).hasSize(1);
  }

  @Test
  void shortTextsHaveARecipe() {
    Map<String, Long> even = Map.of("a", 500L, "b", 500L);
    assertThat(advice(lengths(0, 60, 100), even).recipe()).contains("conf/texts.conf");
    assertThat(advice(lengths(0, 60, 101), even).recipe()).isEmpty();
  }
}
