package io.sparkrnn.workload.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.UnlabeledReview;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.text.TextSettings.LowerCase;
import io.sparkrnn.text.TextSettings.Side;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.TextClasses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;

/** Reviews of one word, which is their place in the order of all. */
class OrderedExamplesIT {

  private static final int TRAIN = 900;
  private static final int TEST = 250;

  private static final Vocabulary VOCABULARY =
      Vocabulary.of(IntStream.range(0, TRAIN + TEST).mapToObj(Integer::toString).toList(), 10_000);

  private static final TextSettings TEXT =
      new TextSettings(
          new Tokenizer(Tokenizer.Kind.KERAS, LowerCase.ASCII),
          10_000,
          Optional.empty(),
          1,
          Side.PRE,
          Side.PRE);

  @Test
  void areIndexedByOriginAndRowHoweverTheyLie() {
    for (int partitions : new int[] {1, 3, 7}) {
      for (int ranges : new int[] {1, 2, 5}) {
        OrderedExamples ordered = ordered(partitions, ranges, TRAIN, TEST);

        requireOrder(ordered.train(), 0, TRAIN);
        requireOrder(ordered.test(), TRAIN, TEST);
        assertThat(ordered.train().getNumPartitions()).isEqualTo(ranges);
        assertThat(ordered.test().getNumPartitions()).isEqualTo(ranges);
        assertThat(ordered.train().glom().map(List::size).collect())
            .allSatisfy(size -> assertThat(size).isBetween(TRAIN / ranges / 2, 2 * TRAIN / ranges));
      }
    }
  }

  @Test
  void aSplitMayBeEmpty() {
    OrderedExamples ordered = ordered(2, 3, 0, 40);

    assertThat(ordered.train().collect()).isEmpty();
    requireOrder(ordered.test(), 0, 40);
  }

  private static void requireOrder(JavaRDD<Example> examples, int first, int count) {
    List<Example> all = examples.collect();
    assertThat(all)
        .extracting(Example::index)
        .containsExactlyElementsOf(LongStream.range(0, count).boxed().toList());
    assertThat(all)
        .allSatisfy(
            example ->
                assertThat(example.features())
                    .containsExactly(Vocabulary.FIRST_WORD + first + (int) example.index()));
    assertThat(all).allMatch(example -> example.targets()[0] == (first + example.index()) % 2);
  }

  @Test
  void unlabeledReviewsAreEncodedWhereTheyAreCounted() {
    OrderedExamples ordered = ordered(3, 2, TRAIN, TEST, 20);

    assertThat(ordered.unlabeled().collect())
        .hasSize(20)
        .allMatch(example -> example.targets()[0] == 0)
        .extracting(Example::index)
        .containsExactlyElementsOf(LongStream.range(0, 20).boxed().toList());
    assertThat(ordered.train().count()).isEqualTo(TRAIN);
    assertThat(ordered.test().count()).isEqualTo(TEST);
    assertThat(ordered(3, 2, TRAIN, TEST).unlabeled().count()).isZero();
  }

  private static OrderedExamples ordered(int partitions, int ranges, int train, int test) {
    return ordered(partitions, ranges, train, test, 0);
  }

  private static OrderedExamples ordered(
      int partitions, int ranges, int train, int test, int unlabeled) {
    List<SourceRow> rows = new ArrayList<>();
    for (int place = 0; place < train + test; place++) {
      Split split = place < train ? Split.TRAIN : Split.TEST;
      String origin = "file-" + (1000 + place / 30);
      rows.add(new Review(split, origin, place % 30 + 1, place % 2, Integer.toString(place)));
    }
    for (int place = 0; place < unlabeled; place++) {
      rows.add(new UnlabeledReview("more", place, Integer.toString(place)));
    }
    Collections.shuffle(rows, new Random(partitions));
    Tokenizer tokenizer = new Tokenizer(Tokenizer.Kind.KERAS, LowerCase.ASCII);
    JavaRDD<ReviewBlock> blocks =
        SparkForTests.context()
            .parallelize(rows, partitions)
            .mapPartitions(part -> ReviewBlock.cut(part, tokenizer))
            .map(block -> block.classified(TextClasses.BINARY));
    return OrderedExamples.of(
        blocks,
        new long[] {train, test, unlabeled},
        SparkForTests.context().broadcast(VOCABULARY),
        TEXT,
        ranges);
  }
}
