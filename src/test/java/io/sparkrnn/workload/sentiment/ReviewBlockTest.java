package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.TextSettings.LowerCase;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.BadRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReviewBlockTest {

  private static final Vocabulary VOCABULARY = Vocabulary.of(List.of("b", "a"), 100);

  @Test
  void numbersTheWordsOfItsReviews() {
    ReviewBlock block =
        only(
            review(Split.TRAIN, 1, "a b, a c"),
            new BadRow("x.csv", 2, "is empty"),
            review(Split.TEST, 3, "c d"),
            review(Split.TRAIN, 4, " ... "));

    assertThat(ids(block)).containsExactly(List.of(5, 4, 5, 2), List.of(2, 2), List.of());
    assertThat(block.bad()).containsExactly(new BadRow("x.csv", 2, "is empty"));
    assertThat(counts(block, Split.TRAIN)).isEqualTo(Map.of("a", 2L, "b", 1L, "c", 1L));
    assertThat(counts(block, Split.TEST)).isEqualTo(Map.of("c", 1L, "d", 1L));
  }

  @Test
  void tellsTextsApart() {
    ReviewBlock block =
        only(review(Split.TRAIN, 1, "a"), review(Split.TEST, 1, "a"), review(Split.TRAIN, 2, "A"));

    List<String> digests = block.reviews().stream().map(TokenisedReview::digest).toList();
    assertThat(digests.get(0)).hasSize(32).isEqualTo(digests.get(1)).isNotEqualTo(digests.get(2));
  }

  @Test
  void cutsLongPartitionsIntoBlocks() {
    String text = "a b ".repeat(150_000);
    List<SourceRow> rows = new ArrayList<>();
    for (int row = 1; row <= 9; row++) {
      rows.add(review(Split.TRAIN, row, text));
    }

    List<ReviewBlock> blocks = blocks(rows);

    assertThat(blocks).extracting(block -> block.reviews().size()).containsExactly(4, 4, 1);
    Map<String, Long> counts = new HashMap<>();
    blocks.forEach(block -> block.count(Split.TRAIN, counts));
    assertThat(counts).isEqualTo(Map.of("a", 1_350_000L, "b", 1_350_000L));
  }

  @Test
  void makesNoBlockOfNoRows() {
    assertThat(blocks(List.of())).isEmpty();
  }

  @Test
  void sortsRowsAsNumbersWithinTheirOrigin() {
    assertThat(
            List.of(
                BadRows.key("a", 9),
                BadRows.key("a", 10),
                BadRows.key("a", Long.MAX_VALUE),
                BadRows.key("a.csv", 1),
                BadRows.key("b", 1)))
        .isSorted();
  }

  private static ReviewBlock only(SourceRow... rows) {
    List<ReviewBlock> blocks = blocks(List.of(rows));
    assertThat(blocks).hasSize(1);
    return Copies.serialised(blocks.get(0));
  }

  private static List<ReviewBlock> blocks(List<SourceRow> rows) {
    List<ReviewBlock> blocks = new ArrayList<>();
    ReviewBlock.cut(rows.iterator(), new Tokenizer(LowerCase.ASCII)).forEachRemaining(blocks::add);
    return blocks;
  }

  private static List<List<Integer>> ids(ReviewBlock block) {
    int[] ids = block.ids(VOCABULARY);
    List<List<Integer>> reviews = new ArrayList<>();
    for (TokenisedReview review : block.reviews()) {
      List<Integer> words = new ArrayList<>();
      for (int number : review.words()) {
        words.add(ids[number]);
      }
      reviews.add(words);
    }
    return reviews;
  }

  private static Map<String, Long> counts(ReviewBlock block, Split split) {
    Map<String, Long> counts = new HashMap<>();
    block.count(split, counts);
    return counts;
  }

  private static Review review(Split split, long row, String text) {
    return new Review(split, "x.csv", row, 1, text);
  }
}
