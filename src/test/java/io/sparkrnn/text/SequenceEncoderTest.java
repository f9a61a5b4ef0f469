package io.sparkrnn.text;

import static io.sparkrnn.text.TextSettings.Side.POST;
import static io.sparkrnn.text.TextSettings.Side.PRE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.text.TextSettings.Side;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expectations are those of {@code pad_sequences([[1] + ids], length, padding, truncating)}. */
class SequenceEncoderTest {

  private static final Vocabulary VOCABULARY = Vocabulary.of(List.of("a", "b", "c", "d"), 100);

  @Test
  void fillsShortSequencesAtTheSideOfThePadding() {
    List<String> words = List.of("a", "zebra", "b");

    assertThat(encode(6, PRE, PRE, words)).containsExactly(0, 0, 1, 4, 2, 5);
    assertThat(encode(6, PRE, POST, words)).containsExactly(0, 0, 1, 4, 2, 5);
    assertThat(encode(6, POST, PRE, words)).containsExactly(1, 4, 2, 5, 0, 0);
    assertThat(encode(6, POST, POST, words)).containsExactly(1, 4, 2, 5, 0, 0);
  }

  @Test
  void cutsLongSequencesAtTheSideOfTheTruncating() {
    List<String> words = List.of("a", "b", "c", "d");

    assertThat(encode(3, PRE, PRE, words)).containsExactly(5, 6, 7);
    assertThat(encode(3, POST, PRE, words)).containsExactly(5, 6, 7);
    assertThat(encode(3, PRE, POST, words)).containsExactly(1, 4, 5);
    assertThat(encode(3, POST, POST, words)).containsExactly(1, 4, 5);
  }

  @Test
  void leavesSequencesOfTheExactLengthWhole() {
    for (Side padding : Side.values()) {
      for (Side truncating : Side.values()) {
        assertThat(encode(3, padding, truncating, List.of("d", "a"))).containsExactly(1, 7, 4);
      }
    }
  }

  @Test
  void countsTheStartMarkAmongWhatIsCut() {
    // One more than fits: without the mark it would.
    assertThat(encode(2, PRE, PRE, List.of("a", "b"))).containsExactly(4, 5);
    assertThat(encode(2, PRE, POST, List.of("a", "b"))).containsExactly(1, 4);
  }

  @Test
  void knowsLengthOne() {
    assertThat(encode(1, PRE, PRE, List.of("a", "b"))).containsExactly(5);
    assertThat(encode(1, PRE, POST, List.of("a", "b"))).containsExactly(1);
    assertThat(encode(1, POST, PRE, List.of())).containsExactly(1);
  }

  @Test
  void givesNoWordsTheStartMarkAlone() {
    assertThat(encode(3, PRE, PRE, List.of())).containsExactly(0, 0, 1);
    assertThat(encode(3, POST, PRE, List.of())).containsExactly(1, 0, 0);
  }

  @Test
  void readsIdsBackWithoutMarks() {
    assertThat(SequenceEncoder.decode(new float[] {0, 0, 1, 4, 2, 7}, VOCABULARY))
        .isEqualTo("a [?] d");
    assertThat(SequenceEncoder.decode(new float[] {0, 1}, VOCABULARY)).isEmpty();
  }

  private static float[] encode(int length, Side padding, Side truncating, List<String> words) {
    int[] numbers = IntStream.range(0, words.size()).toArray();
    int[] ids = words.stream().mapToInt(VOCABULARY::id).toArray();
    return new SequenceEncoder(length, padding, truncating).encode(numbers, ids);
  }
}
