package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.UnlabeledReview;
import io.sparkrnn.text.TextSettings.LowerCase;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.BadRows;
import io.sparkrnn.workload.TextClasses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    assertThat(ids(block)).containsExactly(List.of(5, 4, 5, 2), List.of(), List.of(2, 2));
    assertThat(block.of(Split.TRAIN)).containsExactly(0, 2);
    assertThat(block.key(1)).isEqualTo(BadRows.key("x.csv", 3));
    assertThat(block.classified(TextClasses.BINARY).label(1)).isEqualTo(1);
    assertThat(block.length(0)).isEqualTo(4);
    assertThat(block.bad()).containsExactly(new BadRow("x.csv", 2, "is empty"));
    assertThat(counts(block, Split.TRAIN)).isEqualTo(Map.of("a", 2L, "b", 1L, "c", 1L));
    assertThat(counts(block, Split.TEST)).isEqualTo(Map.of("c", 1L, "d", 1L));
  }

  @Test
  void leavesOutReviewsOfNoClass() {
    ReviewBlock block =
        only(
            new Review(Split.TRAIN, "x.csv", 1, "z", "a"),
            new UnlabeledReview("x.csv", 2, "b"),
            new Review(Split.TEST, "x.csv", 3, "other", "c"),
            new Review(Split.TRAIN, "x.csv", 4, "y", "d"),
            new Review(Split.TRAIN, "x.csv", 5, "z", "e"));
    TextClasses classes = TextClasses.of(List.of("y", "z"));

    ReviewBlock classified = block.classified(classes);

    assertThat(block.labels(Split.TRAIN)).containsExactly("z", "y");
    assertThat(classified.of(Split.TRAIN).map(classified::label)).containsExactly(1, 0, 1);
    assertThat(classified.of(Split.TEST)).isEmpty();
    assertThat(classified.unlabeledCount()).isEqualTo(1);
    assertThat(block.unknown(classes))
        .toIterable()
        .containsExactly(
            new BadRow(
                "x.csv",
                3,
                "has the label 'other', expected a class of the training reviews: y, z"));
  }

  @Test
  void tellsTextsApart() {
    ReviewBlock block =
        only(review(Split.TRAIN, 1, "a"), review(Split.TEST, 1, "a"), review(Split.TRAIN, 2, "A"));

    assertThat(block.digest(0)).isEqualTo(block.digest(1)).isNotEqualTo(block.digest(2));
  }

  @Test
  void cutsLongPartitionsIntoBlocks() {
    String text = "a b ".repeat(30_000);
    List<SourceRow> rows = new ArrayList<>();
    for (int row = 1; row <= 9; row++) {
      rows.add(review(Split.TRAIN, row, text));
    }

    List<ReviewBlock> blocks = blocks(rows);

    assertThat(blocks)
        .extracting(block -> block.of(Split.TRAIN).count())
        .containsExactly(4L, 4L, 1L);
    Map<String, Long> counts = new HashMap<>();
    blocks.forEach(block -> block.count(Split.TRAIN, counts));
    assertThat(counts).isEqualTo(Map.of("a", 270_000L, "b", 270_000L));
  }

  /** More distinct words than two bytes can number. */
  @Test
  void holdsReviewsOfVeryManyWords() {
    String text =
        IntStream.range(0, 70_000).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    ReviewBlock block = only(review(Split.TRAIN, 1, text), review(Split.TRAIN, 2, "69999 0"));

    assertThat(block.words(0)).isEqualTo(IntStream.range(0, 70_000).toArray());
    assertThat(block.words(1)).containsExactly(69_999, 0);
    assertThat(block.ids(Vocabulary.of(List.of("69999"), 5))[69_999]).isEqualTo(4);
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
    ReviewBlock.cut(rows.iterator(), new Tokenizer(Tokenizer.Kind.KERAS, LowerCase.ASCII))
        .forEachRemaining(blocks::add);
    return blocks;
  }

  private static List<List<Integer>> ids(ReviewBlock block) {
    int[] ids = block.ids(VOCABULARY);
    List<List<Integer>> reviews = new ArrayList<>();
    for (Split split : Split.values()) {
      block
          .of(split)
          .mapToObj(block::words)
          .forEach(words -> reviews.add(IntStream.of(words).map(i -> ids[i]).boxed().toList()));
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
