package io.sparkrnn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.text.TextSettings.LowerCase;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordCountsIT {

  private static final Tokenizer TOKENIZER = new Tokenizer(Tokenizer.Kind.KERAS, LowerCase.ASCII);

  @Test
  void ranksByCountAndThenByWord() {
    WordCounts counts = counts(2, "b a, c!", "B b", "d a", "é");

    assertThat(counts.words()).containsExactly("b", "a", "c", "d", "é");
    assertThat(List.of(counts.count(0), counts.count(1), counts.count(4)))
        .containsExactly(3L, 2L, 1L);
    assertThat(counts.distinct()).isEqualTo(5);
    assertThat(counts.total()).isEqualTo(8);
  }

  @Test
  void doesNotDependOnPartitions() {
    String[] texts = new String[97];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "w%d w%d x%d all".formatted(i % 7, i % 11, i);
    }
    List<String> words = counts(1, texts).words();

    assertThat(words).hasSize(11 + 97 + 1).startsWith("all");
    for (int partitions : new int[] {2, 5, 120}) {
      assertThat(counts(partitions, texts).words()).isEqualTo(words);
    }
  }

  @Test
  void tellsTheShareOfWordsOutsideAVocabulary() {
    WordCounts counts = counts(2, "a a a b b c");

    assertThat(counts.shareOutside(Vocabulary.of(counts.words(), 5))).isCloseTo(0.5, within(1e-12));
    assertThat(counts.shareOutside(Vocabulary.of(counts.words(), 7))).isZero();
  }

  @Test
  void tellsHowManyWordsMakeUpAShare() {
    WordCounts counts = counts(2, "a a a b b c");

    assertThat(counts.mostFrequent(0.5)).isEqualTo(1);
    assertThat(counts.mostFrequent(0.51)).isEqualTo(2);
    assertThat(counts.mostFrequent(1)).isEqualTo(3);
    assertThat(counts(1, "!").mostFrequent(0.95)).isZero();
  }

  @Test
  void tellsTheShareOfLettersOfScriptsWithoutSpaces() {
    // Three of Han and one each of katakana and Thai, of 13; digits and punctuation are no letters.
    WordCounts counts = counts(2, "好看 12 abc", "好。 ア ก de", "Абв 34");

    assertThat(counts.unspacedShare()).isCloseTo(5.0 / 13, within(1e-12));
    assertThat(counts(1, "only English, 100 %").unspacedShare()).isZero();
    assertThat(counts(1, "12 !").unspacedShare()).isZero();
  }

  @Test
  void countsNothingInNoTexts() {
    WordCounts counts = counts(1, " ... ");

    assertThat(counts.words()).isEmpty();
    assertThat(counts.total()).isZero();
    assertThat(counts.shareOutside(Vocabulary.of(List.of(), 4))).isZero();
  }

  private static WordCounts counts(int partitions, String... texts) {
    return CountedTexts.of(
        SparkForTests.context().parallelize(List.of(texts), partitions), TOKENIZER);
  }
}
