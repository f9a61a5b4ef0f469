package io.sparkrnn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.error.BadDataException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  @Test
  void numbersWordsFromFour() {
    Vocabulary vocabulary = Vocabulary.of(List.of("the", "and", "a"), 100);

    assertThat(vocabulary.id("the")).isEqualTo(4);
    assertThat(vocabulary.id("a")).isEqualTo(6);
    assertThat(vocabulary.id("zebra")).isEqualTo(2);
    assertThat(vocabulary.id("The")).isEqualTo(2);
    assertThat(vocabulary.size()).isEqualTo(7);
    assertThat(vocabulary.words()).containsExactly("the", "and", "a");
  }

  @Test
  void holdsAsManyIdsAsAskedForTheReservedOnesAmongThem() {
    List<String> words = List.of("a", "b", "c", "d");

    assertThat(Vocabulary.of(words, 6).words()).containsExactly("a", "b");
    assertThat(Vocabulary.of(words, 6).size()).isEqualTo(6);
    assertThat(Vocabulary.of(words, 6).id("c")).isEqualTo(Vocabulary.OUT_OF_VOCABULARY);
    assertThat(Vocabulary.of(words, 8).words()).hasSize(4);
    assertThat(Vocabulary.of(words, 4).words()).isEmpty();
    assertThat(Vocabulary.of(words, 1).words()).isEmpty();
  }

  @Test
  void readsIdsBack() {
    Vocabulary vocabulary = Vocabulary.of(List.of("the", "and"), 100);

    assertThat(List.of(0, 1, 2, 3, 4, 5, 6, -1))
        .extracting(vocabulary::word)
        .containsExactly("[pad]", "[start]", "[?]", "[3]", "the", "and", "[6]", "[-1]");
  }

  @Test
  void refusesAWordTwice() {
    assertThatThrownBy(() -> Vocabulary.of(List.of("a", "b", "a"), 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the vocabulary lists a word twice");
    assertThat(Vocabulary.of(List.of("a", "b", "a"), 6).words()).containsExactly("a", "b");
  }

  @Test
  void isWrittenOneWordALine() {
    assertThat(Vocabulary.of(List.of("the", "it's"), 9).toText()).isEqualTo("4\tthe\n5\tit's\n");
  }

  @Test
  void readsWhatItWroteWhateverWordsHold() {
    Vocabulary vocabulary =
        Vocabulary.of(
            List.of(
                "wait\u0085",
                "\u0085",
                "a\u2028b",
                "\u2029",
                "c\rd",
                "\r",
                "\u00a0",
                "naïve",
                "😀"),
            100);

    Vocabulary read = Vocabulary.parse(vocabulary.toText(), "vocabulary.txt");

    assertThat(read).isEqualTo(vocabulary).hasSameHashCodeAs(vocabulary);
    assertThat(read.words()).isEqualTo(vocabulary.words());
    assertThat(read.id("a\u2028b")).isEqualTo(6);
    assertThat(Vocabulary.parse(Vocabulary.of(List.of(), 4).toText(), "v").size()).isEqualTo(4);
  }

  @Test
  void tellsTheLineThatIsNotAsExpected() {
    refuses("4\tthe\n6\tand\n", "v.txt: line 2 is '6\tand', expected the id 5, a tab and a word");
    refuses("4 the\n", "v.txt: line 1 is '4 the', expected the id 4, a tab and a word");
    refuses("4\tthe\n5\t\n", "v.txt: line 2 is '5\t', expected the id 5, a tab and a word");
    refuses("4\tthe\n\n5\tand\n", "v.txt: line 2 is '', expected the id 5, a tab and a word");
  }

  private static void refuses(String text, String message) {
    assertThatThrownBy(() -> Vocabulary.parse(text, "v.txt"))
        .isInstanceOf(BadDataException.class)
        .hasMessage(message);
  }
}
